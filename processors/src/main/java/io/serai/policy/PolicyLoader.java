package io.serai.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads all policies of a directory, whole or not at all. */
public final class PolicyLoader {

  private static final List<String> NAMES =
      List.of(
          "moderation",
          "allowlist",
          "approval",
          "router",
          "pricing",
          "sandbox",
          "senders",
          "webhooks");

  private final Path policies;
  private final Supplier<List<Endpoint>> endpoints;
  private final Set<String> providers;
  private final Function<String, Optional<String>> models;
  private final boolean authenticated;

  /**
   * A loader of one directory.
   *
   * @param policies holds the files, and their schemas in {@code schema}
   * @param endpoints the kamelets a policy may name, looked up at each load
   * @param providers the sandbox providers there are
   * @param models says why a trained model cannot be asked; nothing when it can
   * @param authenticated whether the hub tells people apart
   */
  public PolicyLoader(
      Path policies,
      Supplier<List<Endpoint>> endpoints,
      Set<String> providers,
      Function<String, Optional<String>> models,
      boolean authenticated) {
    this.policies = policies;
    this.endpoints = endpoints;
    this.providers = Set.copyOf(providers);
    this.models = models;
    this.authenticated = authenticated;
  }

  /**
   * Loads and checks.
   *
   * @throws PolicyException with everything that is wrong, in all files
   */
  public Policies load() throws PolicyException {
    // Before the files are read: an edit in between is seen as a change next time.
    String version = version();
    List<PolicyProblem> problems = new ArrayList<>();
    PolicyFile moderationFile = new PolicyFile("moderation", problems);
    PolicyFile allowlistFile = new PolicyFile("allowlist", problems);
    PolicyFile routerFile = new PolicyFile("router", problems);
    PolicyFile pricingFile = new PolicyFile("pricing", problems);
    ModerationPolicy moderation = moderationFile.read(policies, ModerationPolicy.class);
    AllowlistPolicy allowlist = allowlistFile.read(policies, AllowlistPolicy.class);
    ApprovalPolicy approval = approval(allowlist, problems);
    RouterPolicy router = routerFile.read(policies, RouterPolicy.class);
    PricingPolicy pricing = pricingFile.read(policies, PricingPolicy.class);
    SandboxPolicy sandbox = new PolicyFile("sandbox", problems).read(policies, SandboxPolicy.class);
    SendersPolicy senders = loadSenders(allowlist, problems);
    WebhookPolicy webhooks = webhooks(allowlist, problems);
    if (moderation != null) {
      new ModerationCheck(moderation, moderationFile).check(endpoints.get(), models);
    }
    if (allowlist != null) {
      checkAllowlist(allowlist, allowlistFile);
    }
    if (router != null) {
      new RouterCheck(router, routerFile).check(endpoints.get(), providers);
    }
    if (pricing != null) {
      checkPricing(pricing, router, pricingFile);
    }
    if (moderation == null
        || allowlist == null
        || approval == null
        || router == null
        || pricing == null
        || sandbox == null
        || senders == null
        || webhooks == null
        || !problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new Policies(
        version, moderation, allowlist, approval, router, pricing, sandbox, senders, webhooks);
  }

  private @Nullable SendersPolicy loadSenders(
      @Nullable AllowlistPolicy allowlist, List<PolicyProblem> problems) {
    PolicyFile file = new PolicyFile("senders", problems);
    SendersPolicy senders = file.read(policies, SendersPolicy.class);
    if (senders != null && allowlist != null) {
      Set<String> known = new TreeSet<>(allowlist.tenants().keySet());
      senders.tenants().entrySet().stream()
          .filter(each -> !known.contains(each.getValue()))
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              each ->
                  file.problem(
                      each.getKey(), RouterCheck.unknown("tenant", each.getValue(), known)));
    }
    return senders;
  }

  private @Nullable ApprovalPolicy approval(
      @Nullable AllowlistPolicy allowlist, List<PolicyProblem> problems) {
    PolicyFile file = new PolicyFile("approval", problems);
    ApprovalPolicy approval = file.read(policies, ApprovalPolicy.class);
    if (approval != null && allowlist != null) {
      new ApprovalCheck(approval, file).check(allowlist.tenants().keySet(), authenticated);
    }
    return approval;
  }

  private @Nullable WebhookPolicy webhooks(
      @Nullable AllowlistPolicy allowlist, List<PolicyProblem> problems) {
    PolicyFile file = new PolicyFile("webhooks", problems);
    WebhookPolicy policy = file.read(policies, WebhookPolicy.class);
    if (policy != null) {
      new WebhookCheck(policy, file).check(allowlist);
    }
    return policy;
  }

  private void checkAllowlist(AllowlistPolicy policy, PolicyFile file) {
    policy
        .tenants()
        .forEach(
            (tenant, allowances) -> {
              for (int i = 0; i < allowances.size(); i++) {
                String at = "/tenants/" + tenant + "/" + i + "/providers";
                allowances.get(i).providers().stream()
                    .filter(provider -> !providers.contains(provider))
                    .forEach(
                        provider ->
                            file.problem(at, RouterCheck.unknown("provider", provider, providers)));
              }
            });
  }

  private static void checkPricing(
      PricingPolicy policy, @Nullable RouterPolicy router, PolicyFile file) {
    if (router == null) {
      return;
    }
    Set<String> targets = new TreeSet<>();
    targets.add(PricingPolicy.DEFAULT);
    router.targets().forEach(target -> targets.add(target.name()));
    policy.prices().keySet().stream()
        .filter(name -> !targets.contains(name))
        .sorted()
        .forEach(
            name -> file.problem("/prices/" + name, RouterCheck.unknown("target", name, targets)));
  }

  /** Names what the files say now: 12 hex digits over their bytes; empty when one is unreadable. */
  String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : NAMES) {
        digest.update(Files.readAllBytes(policies.resolve(name + ".yaml")));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
