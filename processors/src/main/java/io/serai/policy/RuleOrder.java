package io.serai.policy;

import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Looks for rules that an earlier one of their list leaves nothing to do.
 *
 * @param covers whether the first of two leaves the second nothing, for certain
 * @param <T> the sort of rule
 */
record RuleOrder<T>(BiPredicate<T, T> covers) {

  /** Hears of a rule with nothing to do, and of the one before it to which that is due. */
  interface Idle {
    void rule(int idle, int because);
  }

  /** Tells of every such rule of a list, once. */
  void check(List<T> rules, Idle found) {
    for (int later = 1; later < rules.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (covers.test(rules.get(earlier), rules.get(later))) {
          found.rule(later, earlier);
          break;
        }
      }
    }
  }

  /** Whether a condition that names some, and none for any, is true wherever the other is. */
  static boolean widerOrSame(Collection<?> wide, Collection<?> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
