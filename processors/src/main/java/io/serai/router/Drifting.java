package io.serai.router;

import org.jspecify.annotations.Nullable;

/**
 * A moving average that returns to what is usual when nothing new is heard, so that what was bad is
 * tried again. Thread-safe.
 */
final class Drifting {

  private static final double FORGETTING_NANOS = 20e9;

  private final double share;
  private volatile @Nullable Last last;

  private record Last(double value, long atNanos) {}

  /**
   * An average of nothing yet.
   *
   * @param share what a new value counts, 0 to 1
   */
  Drifting(double share) {
    this.share = share;
  }

  /** The average now, given what is usual. */
  double at(long nowNanos, double usual) {
    Last known = last;
    return known == null
        ? usual
        : usual
            + (known.value() - usual) * Math.exp((known.atNanos() - nowNanos) / FORGETTING_NANOS);
  }

  synchronized void add(double value, long nowNanos) {
    double before = at(nowNanos, value);
    last = new Last(before + share * (value - before), nowNanos);
  }
}
