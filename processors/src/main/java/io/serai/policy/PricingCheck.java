package io.serai.policy;

import io.serai.check.CheckRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lists of a pricing policy follow each other, and price targets that there are.
 *
 * @param policy what is checked
 * @param file notes what is wrong
 */
record PricingCheck(PricingPolicy policy, PolicyFile file) {

  /**
   * Notes everything that is wrong.
   *
   * @param today in UTC
   * @param router whose targets may be priced; absent when it could not be read
   */
  void check(LocalDate today, @Nullable RouterPolicy router) {
    checkOrder();
    List<PriceList> lists = policy.lists();
    LocalDate first = lists.get(0).from();
    if (first != null && first.isAfter(today)) {
      file.problem(
          "/lists/0/from",
          CheckRule.BAD_VALUE,
          "list begins on '%s', and no prices are in force until then; the first list must not begin after today"
              .formatted(first));
    }
    for (int i = 0; router != null && i < lists.size(); i++) {
      // One that is over may price targets that are gone.
      if (i == lists.size() - 1 || begins(i + 1).isAfter(today)) {
        checkTargets(lists.get(i), router, lists.get(i).from() == null ? "" : "/lists/" + i);
      }
    }
  }

  /** Notes lists that are in force at the same time, or in the wrong order. */
  void checkOrder() {
    for (int i = 1; i < policy.lists().size(); i++) {
      if (!begins(i).isAfter(begins(i - 1))) {
        file.problem(
            "/lists/" + i + "/from",
            CheckRule.BAD_VALUE,
            "list begins on '%s', and the one before it on '%s'; each must begin after the one before it"
                .formatted(begins(i), begins(i - 1)));
      }
    }
  }

  /** Lists have no day only where there is one. */
  private LocalDate begins(int number) {
    return Objects.requireNonNull(policy.lists().get(number).from());
  }

  private void checkTargets(PriceList list, RouterPolicy router, String at) {
    Set<String> targets = new TreeSet<>();
    targets.add(PriceList.DEFAULT);
    router.targets().forEach(target -> targets.add(target.name()));
    list.prices().keySet().stream()
        .filter(name -> !targets.contains(name))
        .sorted()
        .forEach(name -> file.unknown(at + "/prices/" + name, "target", name, targets));
  }
}
