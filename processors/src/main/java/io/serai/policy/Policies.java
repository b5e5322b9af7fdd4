package io.serai.policy;

import io.serai.policy.TenantsPolicy.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All policies, as they were at one moment.
 *
 * @param texts the files they were read from
 */
public record Policies(
    PolicyTexts texts,
    ModerationPolicy moderation,
    AllowlistPolicy allowlist,
    ApprovalPolicy approval,
    RouterPolicy router,
    PricingPolicy pricing,
    SandboxPolicy sandbox,
    SendersPolicy senders,
    WebhookPolicy webhooks,
    TenantsPolicy tenants,
    RetentionPolicy retention) {

  /** The endpoints that they name, with parameters: of targets, and of the moderator outside. */
  public List<String> recipients() {
    List<String> recipients = new ArrayList<>();
    router.targets().forEach(target -> recipients.add(target.recipient()));
    if (moderation.external() != null) {
      recipients.add(moderation.external().recipient());
    }
    return recipients;
  }

  /** The tenants that may spend so much and no more in a month, with how much. */
  public Map<String, Budget> budgets() {
    Map<String, Budget> budgets = new TreeMap<>();
    for (String tenant : allowlist.tenants().keySet()) {
      Budget budget = tenants.of(tenant).budget();
      if (budget != null) {
        budgets.put(tenant, budget);
      }
    }
    return budgets;
  }

  /** What names them: SHA-256 over the files, 64 hex digits. */
  public String digest() {
    return texts.digest();
  }

  /** The same for people. */
  public String version() {
    return PolicyTexts.shortened(digest());
  }
}
