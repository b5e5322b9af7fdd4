package io.serai.policy;

import java.util.ArrayList;
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

  /**
   * A rule with nothing to do.
   *
   * @param at its place in the list, from 0
   * @param because the first rule before it to which that is due
   * @param becauseAt where that one is
   */
  record Idle<T>(int at, T rule, T because, int becauseAt) {}

  /** Every such rule of a list, in its order. */
  List<Idle<T>> idle(List<T> rules) {
    List<Idle<T>> idle = new ArrayList<>();
    for (int later = 1; later < rules.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (covers.test(rules.get(earlier), rules.get(later))) {
          idle.add(new Idle<>(later, rules.get(later), rules.get(earlier), earlier));
          break;
        }
      }
    }
    return idle;
  }

  /** Whether a condition that names some, and none for any, is true wherever the other is. */
  static boolean widerOrSame(Collection<?> wide, Collection<?> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
