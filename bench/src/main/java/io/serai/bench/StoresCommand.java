package io.serai.bench;

import io.serai.hub.embedded.Ports;
import io.serai.hub.embedded.PostgresServer;
import io.serai.job.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench stores}: what a million jobs cost whoever comes after them, in one run. */
@Command(
    name = "stores",
    description =
        "Compare a store of many jobs with an empty one, on one PostgreSQL: what is asked of them,"
            + " and how many jobs a second they accept.",
    mixinStandardHelpOptions = true)
final class StoresCommand implements Callable<Integer> {

  private static final int WARM_UP = 20;

  /** As docs/storage.md has it for a server of millions of jobs. */
  private static final Map<String, String> SIZED =
      Map.of("shared_buffers", "512MB", "max_wal_size", "4GB", "checkpoint_timeout", "15min");

  @Option(names = "--jobs", defaultValue = "1000000", description = "In the store that is full.")
  private int jobs;

  @Option(names = "--times", defaultValue = "300", description = "Each question is asked.")
  private int times;

  @Option(names = "--warmup", defaultValue = "10", description = "Seconds of acceptance, each.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "5", description = "Seconds a measurement.")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5", description = "Measurements of acceptance.")
  private int rounds;

  @Option(names = "--callers", defaultValue = "64", description = "Who have jobs accepted.")
  private int callers;

  @Override
  public Integer call() throws Exception {
    Path state = Files.createTempDirectory("serai-bench-");
    try (PostgresServer server = PostgresServer.start(state, Ports.free(), SIZED)) {
      Databases databases = new Databases(server);
      try (FilledStores empty = new FilledStores(databases.create("empty"));
          FilledStores full = new FilledStores(databases.create("filled"))) {
        full.fill(jobs);
        ask(empty, full);
        accept("ids of intake, no keys", () -> AcceptLoad.minted(null), empty, full);
        accept("ids and keys of senders, at random", AcceptLoad::drawn, empty, full);
      }
    }
    FileUtils.deleteDirectory(state.toFile());
    return CommandLine.ExitCode.OK;
  }

  private void ask(FilledStores empty, FilledStores full) {
    System.out.printf(
        Locale.ROOT,
        "| each %,d times, ms | empty: p50 | p95 | %,d jobs: p50 | p95 | p99 |%n"
            + "|---|---|---|---|---|---|%n",
        times,
        jobs);
    Map<String, IntConsumer> ofEmpty = empty.questions(jobs);
    full.questions(jobs)
        .forEach((name, question) -> System.out.print(row(name, ofEmpty.get(name), question)));
  }

  /** Turn about, so that what disturbs the machine disturbs both. */
  private String row(String name, @Nullable IntConsumer ofEmpty, IntConsumer ofFull) {
    IntConsumer other = Objects.requireNonNull(ofEmpty);
    long[] empty = new long[times];
    long[] full = new long[times];
    for (int n = 0; n < WARM_UP + times; n++) {
      int kept = Math.max(0, n - WARM_UP);
      empty[kept] = nanos(other, n);
      full[kept] = nanos(ofFull, n);
    }
    return row(name, new Percentiles(empty), new Percentiles(full));
  }

  private static long nanos(IntConsumer question, int n) {
    long startedAt = System.nanoTime();
    question.accept(n);
    return System.nanoTime() - startedAt;
  }

  private static String row(String name, Percentiles empty, Percentiles full) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
        name,
        empty.millis(0.5),
        empty.millis(0.95),
        full.millis(0.5),
        full.millis(0.95),
        full.millis(0.99));
  }

  /** What was accepted has ended at once, and the store that is to be empty forgets it. */
  private void accept(
      String which, Supplier<Submission> made, FilledStores empty, FilledStores full)
      throws InterruptedException {
    Load ofEmpty = new AcceptLoad(empty.jobs(), made, () -> empty.forget("queue, jobs, job_ids"));
    Load ofFull = new AcceptLoad(full.jobs(), made, () -> full.forget("queue"));
    Comparison comparison =
        new Comparison(new Comparison.Side("empty", ofEmpty), new Comparison.Side("full", ofFull));
    comparison.warmUp(warmupSeconds, callers);
    System.out.printf("%nJobs accepted, %s:%n", which);
    System.out.print(comparison.measure(rounds, seconds, callers));
  }
}
