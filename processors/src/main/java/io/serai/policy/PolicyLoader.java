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
          "webhooks",
          "tenants");

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
    var moderation = new PolicyReading<>("moderation", ModerationPolicy.class, policies, problems);
    var allowlist = new PolicyReading<>("allowlist", AllowlistPolicy.class, policies, problems);
    var approval = new PolicyReading<>("approval", ApprovalPolicy.class, policies, problems);
    var router = new PolicyReading<>("router", RouterPolicy.class, policies, problems);
    var pricing = new PolicyReading<>("pricing", PricingPolicy.class, policies, problems);
    var sandbox = new PolicyReading<>("sandbox", SandboxPolicy.class, policies, problems);
    var senders = new PolicyReading<>("senders", SendersPolicy.class, policies, problems);
    var webhooks = new PolicyReading<>("webhooks", WebhookPolicy.class, policies, problems);
    var tenants = new PolicyReading<>("tenants", TenantsPolicy.class, policies, problems);
    moderation.check(this::checkModeration);
    allowlist.check(this::checkAllowlist);
    approval.check((policy, file) -> checkApproval(policy, allowlist.orNull(), file));
    router.check((policy, file) -> new RouterCheck(policy, file).check(endpoints.get(), providers));
    pricing.check((policy, file) -> checkPricing(policy, router.orNull(), file));
    senders.check((policy, file) -> checkSenders(policy, allowlist.orNull(), file));
    webhooks.check((policy, file) -> new WebhookCheck(policy, file).check(allowlist.orNull()));
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new Policies(
        version,
        moderation.value(),
        allowlist.value(),
        approval.value(),
        router.value(),
        pricing.value(),
        sandbox.value(),
        senders.value(),
        webhooks.value(),
        tenants.value());
  }

  private void checkModeration(ModerationPolicy policy, PolicyFile file) {
    new ModerationCheck(policy, file).check(endpoints.get(), models);
  }

  private void checkApproval(
      ApprovalPolicy policy, @Nullable AllowlistPolicy allowlist, PolicyFile file) {
    if (allowlist != null) {
      new ApprovalCheck(policy, file).check(allowlist.tenants().keySet(), authenticated);
    }
  }

  private static void checkSenders(
      SendersPolicy policy, @Nullable AllowlistPolicy allowlist, PolicyFile file) {
    if (allowlist == null) {
      return;
    }
    Set<String> known = allowlist.tenants().keySet();
    policy.tenants().entrySet().stream()
        .filter(each -> !known.contains(each.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                file.problem(each.getKey(), RouterCheck.unknown("tenant", each.getValue(), known)));
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
