package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.policy.ApprovalPolicy.Rule;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an approval policy can be kept.
 *
 * @param policy what is checked
 * @param file notes what is wrong
 */
record ApprovalCheck(ApprovalPolicy policy, PolicyFile file) {

  /**
   * Notes everything that cannot.
   *
   * @param tenants those there are
   * @param authenticated whether the hub tells people apart
   */
  void check(Set<String> tenants, boolean authenticated) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      Rule rule = policy.rules().get(i);
      String at = "/rules/" + i;
      if (!names.add(rule.name())) {
        file.problem(
            at + "/name",
            CheckRule.DUPLICATE_NAME,
            "rule '" + rule.name() + "' is named twice; names are unique");
      }
      new TreeSet<>(rule.when().tenants())
          .stream()
              .filter(tenant -> !tenants.contains(tenant))
              .forEach(tenant -> file.unknown(at + "/when/tenants", "tenant", tenant, tenants));
      if (rule.approvers() > 1 && !authenticated) {
        file.problem(
            at + "/approvers",
            CheckRule.BAD_VALUE,
            "approvers '"
                + rule.approvers()
                + "' cannot be told apart by a hub that authenticates nobody; allowed: 1");
      }
    }
  }
}
