package io.serai.bench;

import io.serai.intake.Identifiers;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.store.JobStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has jobs accepted, each caller the next when the one before is durable. */
final class AcceptLoad implements Load {

  private static final Limits LIMITS = new Limits(30_000, 30_000, 256, 64, 32, 64, 256, 1 << 20);

  private static final Identifiers IDENTIFIERS = new Identifiers(Clock.systemUTC());

  private final JobStore store;
  private final Supplier<Submission> jobs;
  private final Runnable clear;

  /**
   * Such a load.
   *
   * @param jobs makes what is to be accepted
   * @param clear forgets what was accepted, after each run
   */
  AcceptLoad(JobStore store, Supplier<Submission> jobs, Runnable clear) {
    this.store = store;
    this.jobs = jobs;
    this.clear = clear;
  }

  @Override
  public Measured run(int concurrency, int seconds) throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(concurrency);
    try {
      long startedAt = System.nanoTime();
      long endsAt = startedAt + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < concurrency; i++) {
        running.add(callers.submit(() -> acceptUntil(endsAt)));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        nanos.addAll(each.get());
      }
      double took = (System.nanoTime() - startedAt) / 1e9;
      long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
      return new Measured(all.length / took, new Percentiles(all));
    } catch (ExecutionException e) {
      throw new IllegalStateException("job was not accepted", e.getCause());
    } finally {
      callers.shutdownNow();
      clear.run();
    }
  }

  private List<Long> acceptUntil(long endsAt) {
    List<Long> nanos = new ArrayList<>();
    long now = System.nanoTime();
    do {
      store.accept(jobs.get(), true).join();
      long answered = System.nanoTime();
      nanos.add(answered - now);
      now = answered;
    } while (now < endsAt);
    return nanos;
  }

  /** A job without id or key, as most come: intake mints its id, in the order of time. */
  static Submission minted(@Nullable Reply reply) {
    return submission(IDENTIFIERS.mintJobId(), null, reply);
  }

  /** A job with an id and a key that its sender drew by lot. */
  static Submission drawn() {
    JobId id = new JobId(UUID.randomUUID());
    return submission(id, id.toString(), null);
  }

  private static Submission submission(JobId id, @Nullable String key, @Nullable Reply reply) {
    Job job =
        new Job(
            id,
            key,
            false,
            false,
            "tenant-0",
            "code",
            Language.PYTHON,
            "print(sum(range(100)))",
            null,
            List.of(),
            LIMITS,
            Network.NONE,
            PlacementWish.ANYWHERE,
            5,
            null,
            null,
            null,
            Map.of());
    return new Submission(
        job, "local", "http", reply, "0".repeat(32), "1".repeat(16), Instant.now());
  }
}
