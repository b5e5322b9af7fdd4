package io.serai.hub.simulator;

import java.util.SplittableRandom;

/** Any node that is not silent. */
final class RandomChoice implements Strategy {

  private final SplittableRandom random;
  private final boolean[] silent;

  RandomChoice(int nodes, SplittableRandom random) {
    this.random = random;
    silent = new boolean[nodes];
  }

  @Override
  public int choose(Wanted wanted, long now) {
    for (int i = 0; i < silent.length; i++) {
      int node = random.nextInt(silent.length);
      if (!silent[node]) {
        return node;
      }
    }
    return NONE;
  }

  @Override
  public void reported(int node, Nodes.View view, long now) {
    silent[node] = false;
  }

  @Override
  public void silent(int node, long now) {
    silent[node] = true;
  }

  @Override
  public void ended(Wanted wanted, int node, Ending ending, long ran, long now) {
    if (ending == Ending.GONE) {
      silent(node, now);
    }
  }
}
