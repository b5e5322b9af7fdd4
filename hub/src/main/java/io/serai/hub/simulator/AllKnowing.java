package io.serai.hub.simulator;

import java.util.SplittableRandom;

/**
 * What no hub can know: all hubs share it, so that it counts every job that any of them sent and
 * has not heard of since. A yardstick.
 */
final class AllKnowing implements Strategy {

  private final LoadBuckets buckets;
  private final SplittableRandom random;
  private final int[] jobs;

  AllKnowing(int nodes, SplittableRandom random) {
    this.random = random;
    buckets = new LoadBuckets(nodes);
    jobs = new int[nodes];
  }

  @Override
  public int choose(Wanted wanted, long now) {
    return buckets.anyLowest(random);
  }

  @Override
  public void sent(Wanted wanted, int node, long now) {
    jobs[node]++;
    buckets.put(node, jobs[node]);
  }

  @Override
  public void ended(Wanted wanted, int node, Ending ending, long ran, long now) {
    jobs[node]--;
    if (ending == Ending.GONE) {
      buckets.remove(node);
    } else {
      buckets.put(node, jobs[node]);
    }
  }

  @Override
  public void reported(int node, Nodes.View view, long now) {
    buckets.put(node, jobs[node]);
  }

  @Override
  public void silent(int node, long now) {
    buckets.remove(node);
  }
}
