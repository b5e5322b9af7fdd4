package io.serai.hub.simulator;

import java.util.ArrayList;
import java.util.List;

/** No more of a long list than a reader can tell apart. */
final class Thinned {

  private static final int ENOUGH = 300;

  private Thinned() {}

  /** Every nth element, so that a few hundred are left. */
  static <T> List<T> of(List<T> all) {
    int step = Math.max(1, (all.size() + ENOUGH - 1) / ENOUGH);
    List<T> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      left.add(all.get(i));
    }
    return left;
  }
}
