package io.serai.job;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The stages of one walk, with their times. Thread-safe. */
public final class Timeline {

  private final long originNanos;
  private final ConcurrentLinkedQueue<Timing> timings = new ConcurrentLinkedQueue<>();

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
