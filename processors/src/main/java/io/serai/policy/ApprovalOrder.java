package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.policy.ApprovalPolicy.Rule;
import io.serai.policy.ApprovalPolicy.When;
import io.serai.policy.RuleOrder.Idle;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether every rule of an approval policy asks something of a job that no earlier one does.
 *
 * @param policy what is checked
 * @param file notes the rules that do not
 */
record ApprovalOrder(ApprovalPolicy policy, PolicyFile file) {

  /** Notes them. */
  void check() {
    for (Idle<Rule> idle : new RuleOrder<>(ApprovalOrder::asksAll).idle(policy.rules())) {
      file.problem(
          "/rules/" + idle.at() + "/name",
          CheckRule.SHADOWED_RULE,
          "rule '"
              + idle.rule().name()
              + "' asks nothing that rule '"
              + idle.because().name()
              + "' does not ask of the same jobs; ask for more approvers or a shorter time, or"
              + " remove it");
    }
  }

  private static boolean asksAll(Rule wide, Rule narrow) {
    return wide.approvers() >= narrow.approvers()
        && wide.expiresAfter().compareTo(narrow.expiresAfter()) <= 0
        && fitsAll(wide.when(), narrow.when());
  }

  private static boolean fitsAll(When wide, When narrow) {
    return (!wide.flagged() || narrow.flagged())
        && (!wide.network() || narrow.network())
        && (!wide.newImage() || narrow.newImage())
        && RuleOrder.widerOrSame(wide.categories(), narrow.categories())
        && RuleOrder.widerOrSame(wide.tenants(), narrow.tenants())
        && costsAll(wide.costAbove(), narrow.costAbove())
        && exceedsAll(wide.limitsAbove(), narrow.limitsAbove());
  }

  private static boolean costsAll(@Nullable BigDecimal wide, @Nullable BigDecimal narrow) {
    return wide == null || (narrow != null && wide.compareTo(narrow) <= 0);
  }

  /** One limit above its bound is enough, so that each bound of the narrow must be in the wide. */
  private static boolean exceedsAll(Map<String, Long> wide, Map<String, Long> narrow) {
    return wide.isEmpty()
        || (!narrow.isEmpty()
            && narrow.entrySet().stream()
                .allMatch(
                    bound ->
                        wide.getOrDefault(bound.getKey(), Long.MAX_VALUE) <= bound.getValue()));
  }
}
