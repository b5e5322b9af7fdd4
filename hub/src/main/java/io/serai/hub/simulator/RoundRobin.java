package io.serai.hub.simulator;

/** One node after the other, without those that are silent. */
final class RoundRobin implements Strategy {

  private final boolean[] silent;
  private int next;

  RoundRobin(int nodes, int first) {
    silent = new boolean[nodes];
    next = first;
  }

  @Override
  public int choose(Wanted wanted, long now) {
    for (int i = 0; i < silent.length; i++) {
      int node = next;
      next = (next + 1) % silent.length;
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
