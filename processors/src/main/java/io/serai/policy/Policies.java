package io.serai.policy;

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
    TenantsPolicy tenants) {

  /** What names them: SHA-256 over the files, 64 hex digits. */
  public String digest() {
    return texts.digest();
  }

  /** The same for people. */
  public String version() {
    return PolicyTexts.shortened(digest());
  }
}
