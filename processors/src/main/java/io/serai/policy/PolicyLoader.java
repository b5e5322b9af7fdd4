package io.serai.policy;

import io.serai.check.CheckRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What a home, or a version of before, may do without. */
  private static final List<String> OPTIONAL = List.of("retention");

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
   * Loads and checks what the files say.
   *
   * @throws PolicyException with everything that is wrong, in all files
   */
  public Policies load() throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    return load(read(problems), problems, false);
  }

  /**
   * Loads what somebody has edited. A rule that can change nothing is refused too: policies that
   * have it may stay in force, but whoever edits them believes in something that is not so.
   *
   * @throws PolicyException with everything that is wrong, in all files
   */
  public Policies loadEdit() throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    return load(read(problems), problems, true);
  }

  /**
   * Loads and checks what files once said, against what there is now.
   *
   * @throws PolicyException with everything that is wrong
   */
  public Policies load(PolicyTexts texts) throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    for (String name : NAMES) {
      if (!texts.files().containsKey(name)) {
        new PolicyFile(name, problems)
            .problem("", CheckRule.UNREADABLE_FILE, "file is missing from these policies");
      }
    }
    return load(texts, problems, false);
  }

  private Policies load(PolicyTexts texts, List<PolicyProblem> problems, boolean edited)
      throws PolicyException {
    var source = new PolicyReading.Source(texts, policies.resolve("schema"));
    var moderation = new PolicyReading<>("moderation", ModerationPolicy.class, source, problems);
    var allowlist = new PolicyReading<>("allowlist", AllowlistPolicy.class, source, problems);
    var approval = new PolicyReading<>("approval", ApprovalPolicy.class, source, problems);
    var router = new PolicyReading<>("router", RouterPolicy.class, source, problems);
    var pricing = new PolicyReading<>("pricing", PricingPolicy.class, source, problems);
    var sandbox = new PolicyReading<>("sandbox", SandboxPolicy.class, source, problems);
    var senders = new PolicyReading<>("senders", SendersPolicy.class, source, problems);
    var webhooks = new PolicyReading<>("webhooks", WebhookPolicy.class, source, problems);
    var tenants = new PolicyReading<>("tenants", TenantsPolicy.class, source, problems);
    var retention = new PolicyReading<>("retention", RetentionPolicy.class, source, problems);
    moderation.check(this::checkModeration);
    allowlist.check(this::checkAllowlist);
    approval.check((policy, file) -> checkApproval(policy, allowlist.orNull(), file));
    router.check((policy, file) -> new RouterCheck(policy, file).check(endpoints.get(), providers));
    pricing.check((policy, file) -> checkPricing(policy, router.orNull(), file));
    senders.check((policy, file) -> checkSenders(policy, allowlist.orNull(), file));
    retention.check((policy, file) -> checkRetention(policy, allowlist.orNull(), file));
    webhooks.check((policy, file) -> new WebhookCheck(policy, file).check(allowlist.orNull()));
    if (edited) {
      checkOrder(moderation, allowlist, approval, router);
    }
    requireNone(problems);
    return new Policies(
        texts,
        moderation.value(),
        allowlist.value(),
        approval.value(),
        router.value(),
        pricing.value(),
        sandbox.value(),
        senders.value(),
        webhooks.value(),
        tenants.value(),
        retention.orElse(RetentionPolicy.FOR_EVER));
  }

  private static void checkOrder(
      PolicyReading<ModerationPolicy> moderation,
      PolicyReading<AllowlistPolicy> allowlist,
      PolicyReading<ApprovalPolicy> approval,
      PolicyReading<RouterPolicy> router) {
    moderation.check((policy, file) -> new ModerationOrder(policy, file).check());
    allowlist.check((policy, file) -> new AllowlistOrder(policy, file).check());
    approval.check((policy, file) -> new ApprovalOrder(policy, file).check());
    router.check((policy, file) -> new RouterOrder(policy, file).check());
  }

  private static void requireNone(List<PolicyProblem> problems) throws PolicyException {
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
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
    checkTenants(policy.tenants(), allowlist, file);
  }

  private static void checkRetention(
      RetentionPolicy policy, @Nullable AllowlistPolicy allowlist, PolicyFile file) {
    Map<String, String> named = new HashMap<>();
    policy.tenants().keySet().forEach(tenant -> named.put("/tenants/" + tenant, tenant));
    checkTenants(named, allowlist, file);
  }

  /** Complains of tenants that nobody knows, by where they are named. */
  private static void checkTenants(
      Map<String, String> named, @Nullable AllowlistPolicy allowlist, PolicyFile file) {
    if (allowlist == null) {
      return;
    }
    Set<String> known = allowlist.tenants().keySet();
    named.entrySet().stream()
        .filter(each -> !known.contains(each.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> file.unknown(each.getKey(), "tenant", each.getValue(), known));
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
                    .forEach(provider -> file.unknown(at, "provider", provider, providers));
              }
            });
  }

  private static void checkPricing(
      PricingPolicy policy, @Nullable RouterPolicy router, PolicyFile file) {
    new PricingCheck(policy, file).check(LocalDate.now(ZoneOffset.UTC), router);
  }

  /** What the files say now, as far as they can be read; what cannot be is noted. */
  private PolicyTexts read(List<PolicyProblem> problems) {
    Map<String, String> files = new HashMap<>();
    for (String name : NAMES) {
      String text = new PolicyFile(name, problems).text(policies.resolve(name + ".yaml"));
      if (text != null) {
        files.put(name, text);
      }
    }
    for (String name : OPTIONAL) {
      Path file = policies.resolve(name + ".yaml");
      String text = Files.exists(file) ? new PolicyFile(name, problems).text(file) : null;
      if (text != null) {
        files.put(name, text);
      }
    }
    return PolicyTexts.of(files);
  }

  /** Names what the files say now, as {@link Policies#digest} does. */
  String digest() {
    return read(new ArrayList<>()).digest();
  }
}
