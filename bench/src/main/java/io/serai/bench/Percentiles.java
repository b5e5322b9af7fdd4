package io.serai.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in order, so that any share of them can be asked for. */
final class Percentiles {

  private static final double NANOS_PER_MS = 1e6;

  private final long[] sorted;

  /** Percentiles of durations in nanoseconds. */
  Percentiles(long... nanos) {
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  int count() {
    return sorted.length;
  }

  /** The duration, in milliseconds, that the given share (0 to 1) of all does not exceed. */
  double millis(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_MS;
  }

  /** The three that are usually asked for, as cells of a table. */
  String cells() {
    return String.format(Locale.ROOT, "%9.2f %9.2f %9.2f", millis(0.5), millis(0.95), millis(0.99));
  }
}
