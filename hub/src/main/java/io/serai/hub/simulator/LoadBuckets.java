package io.serai.hub.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Nodes by their number of jobs, so that one with the fewest is found at once. */
final class LoadBuckets {

  private static final int ABSENT = -1;

  private final int[] load;
  private final int[] place;
  private int[][] buckets = new int[16][0];
  private int[] sizes = new int[16];
  private int lowest;

  /** All nodes, with no jobs. */
  LoadBuckets(int nodes) {
    load = new int[nodes];
    place = new int[nodes];
    Arrays.fill(load, ABSENT);
    for (int node = 0; node < nodes; node++) {
      put(node, 0);
    }
  }

  void put(int node, int jobs) {
    if (load[node] == jobs) {
      return;
    }
    remove(node);
    if (jobs >= sizes.length) {
      int length = Math.max(jobs + 1, sizes.length * 2);
      int old = sizes.length;
      sizes = Arrays.copyOf(sizes, length);
      buckets = Arrays.copyOf(buckets, length);
      Arrays.fill(buckets, old, length, new int[0]);
    }
    if (sizes[jobs] == buckets[jobs].length) {
      buckets[jobs] = Arrays.copyOf(buckets[jobs], 16 + 2 * sizes[jobs]);
    }
    buckets[jobs][sizes[jobs]] = node;
    place[node] = sizes[jobs]++;
    load[node] = jobs;
    lowest = Math.min(lowest, jobs);
  }

  void remove(int node) {
    int jobs = load[node];
    if (jobs == ABSENT) {
      return;
    }
    int last = buckets[jobs][--sizes[jobs]];
    buckets[jobs][place[node]] = last;
    place[last] = place[node];
    load[node] = ABSENT;
  }

  /** One of the nodes with the fewest jobs, or {@link Strategy#NONE}. */
  int anyLowest(SplittableRandom random) {
    while (lowest < sizes.length && sizes[lowest] == 0) {
      lowest++;
    }
    return lowest == sizes.length ? Strategy.NONE : buckets[lowest][random.nextInt(sizes[lowest])];
  }
}
