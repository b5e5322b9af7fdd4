package io.serai.hub.node;

import io.serai.fleet.NodeReport.Latency;
import java.util.Arrays;

/** How long the latest runs took. Thread-safe. */
final class Latencies {

  private static final int LATEST = 256;

  private final long[] millis = new long[LATEST];
  private int count;

  synchronized void add(long each) {
    millis[count % LATEST] = each;
    count = count + 1 == 2 * LATEST ? LATEST : count + 1;
  }

  synchronized Latency latency() {
    int known = Math.min(count, LATEST);
    if (known == 0) {
      return Latency.UNKNOWN;
    }
    long[] sorted = Arrays.copyOf(millis, known);
    Arrays.sort(sorted);
    return new Latency(sorted[rank(0.50, known)], sorted[rank(0.95, known)]);
  }

  /** Nearest rank. */
  private static int rank(double share, int known) {
    return Math.max(0, (int) Math.ceil(share * known) - 1);
  }
}
