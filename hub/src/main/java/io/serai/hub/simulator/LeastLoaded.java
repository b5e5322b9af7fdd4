package io.serai.hub.simulator;

import java.util.SplittableRandom;

/** The node that last reported the least, one of them by chance where several did. */
final class LeastLoaded implements Strategy {

  private final LoadBuckets buckets;
  private final SplittableRandom random;

  LeastLoaded(int nodes, SplittableRandom random) {
    this.random = random;
    buckets = new LoadBuckets(nodes);
  }

  @Override
  public int choose(Wanted wanted, long now) {
    return buckets.anyLowest(random);
  }

  @Override
  public void reported(int node, Nodes.View view, long now) {
    buckets.put(node, view.jobs(node));
  }

  @Override
  public void silent(int node, long now) {
    buckets.remove(node);
  }

  @Override
  public void ended(Wanted wanted, int node, Ending ending, long ran, long now) {
    if (ending == Ending.GONE) {
      silent(node, now);
    }
  }
}
