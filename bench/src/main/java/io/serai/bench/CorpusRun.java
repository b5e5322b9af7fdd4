package io.serai.bench;

import io.serai.hub.client.Answer;
import io.serai.hub.client.JobSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends every job of a corpus, so many at a time, and waits for all answers. */
final class CorpusRun {

  private static final long PATIENCE_SECONDS = 300;

  private final JobSender sender;
  private final Semaphore places;
  private final @Nullable String isolation;

  CorpusRun(JobSender sender, int concurrency, @Nullable String isolation) {
    this.sender = sender;
    this.places = new Semaphore(concurrency);
    this.isolation = isolation;
  }

  /**
   * A job that was answered.
   *
   * @param nanos from sending to the answer
   */
  record Sample(CorpusJob job, Answer answer, long nanos) {}

  List<Sample> send(List<CorpusJob> jobs)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<Sample>> awaited = new ArrayList<>();
    for (CorpusJob job : jobs) {
      places.acquire();
      awaited.add(send(job));
    }
    List<Sample> samples = new ArrayList<>();
    for (CompletableFuture<Sample> each : awaited) {
      samples.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    return samples;
  }

  private CompletableFuture<Sample> send(CorpusJob job) {
    long sentAt = System.nanoTime();
    return sender
        .send(job.message(isolation))
        .thenApply(answer -> new Sample(job, answer, System.nanoTime() - sentAt))
        .whenComplete((sample, failure) -> places.release());
  }
}
