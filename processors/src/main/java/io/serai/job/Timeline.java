package io.serai.job;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The stages of one walk, with their times. Thread-safe. */
public final class Timeline {

  private final long originNanos;
  private final ConcurrentLinkedQueue<Timing> timings = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> followed =
      new ConcurrentLinkedQueue<>();

  /**
   * Starts now.
   *
   * @param nowNanos {@link System#nanoTime()} at acceptance
   */
  public Timeline(long nowNanos) {
    this.originNanos = nowNanos;
  }

  /** Notes a stage that ran from one {@link System#nanoTime()} to another. */
  public void add(String stage, long fromNanos, long toNanos, String outcome) {
    timings.add(
        new Timing(stage, micros(fromNanos - originNanos), micros(toNanos - fromNanos), outcome));
  }

  /** Notes work that begins now and ends by itself, when it has. */
  public void follow(String word, CompletionStage<?> work) {
    long from = System.nanoTime();
    followed.add(
        work.<Void>handle(
                (done, failure) -> {
                  add(word, from, System.nanoTime(), failure == null ? "ok" : "error");
                  return null;
                })
            .toCompletableFuture());
  }

  /** Comes when all that is followed has been noted, and never fails. */
  public CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(followed.toArray(CompletableFuture[]::new));
  }

  /** When the walk began, {@link System#nanoTime()}. */
  public long originNanos() {
    return originNanos;
  }

  /** What has been noted so far, in order of completion. */
  public List<Timing> timings() {
    return List.copyOf(timings);
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
