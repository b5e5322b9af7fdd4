package io.serai.policy;

/**
 * All policies, as they were at one moment.
 *
 * @param version 12 hex digits over the files' bytes
 */
public record Policies(
    String version,
    ModerationPolicy moderation,
    AllowlistPolicy allowlist,
    ApprovalPolicy approval,
    RouterPolicy router,
    PricingPolicy pricing,
    SandboxPolicy sandbox,
    SendersPolicy senders,
    WebhookPolicy webhooks,
    TenantsPolicy tenants) {}
