package io.serai.hub.simulator;

import org.HdrHistogram.Histogram;

/** Counts what is sent to each node in windows of a tenth of a second. */
final class Bursts {

  static final long WINDOW_MICROS = 100_000;
  private static final double SHARE = 99.9;

  private final int nodes;
  private final long[] window;
  private final int[] count;
  private final Histogram counts = new Histogram(3);

  Bursts(int nodes) {
    this.nodes = nodes;
    window = new long[nodes];
    count = new int[nodes];
  }

  void sent(int node, long now) {
    long current = now / WINDOW_MICROS;
    if (window[node] != current) {
      close(node);
      window[node] = current;
    }
    count[node]++;
  }

  /** The figures of all windows until a time, with those in which nothing was sent. */
  Summary summary(long until) {
    for (int node = 0; node < nodes; node++) {
      close(node);
    }
    long sent = 0;
    long windows = Math.max(1, nodes * (until / WINDOW_MICROS));
    for (var each : counts.recordedValues()) {
      sent += each.getValueIteratedTo() * each.getCountAtValueIteratedTo();
    }
    counts.recordValueWithCount(0, Math.max(0, windows - counts.getTotalCount()));
    double mean = (double) sent / windows;
    return new Summary(counts.getValueAtPercentile(SHARE) / mean, (int) counts.getMaxValue(), mean);
  }

  /**
   * How unevenly nodes were sent jobs.
   *
   * @param index the count that 99.9 % of all windows do not exceed, over the mean count
   * @param most the highest count
   * @param mean the mean count
   */
  record Summary(double index, int most, double mean) {}

  private void close(int node) {
    if (count[node] > 0) {
      counts.recordValue(count[node]);
      count[node] = 0;
    }
  }
}
