package io.serai.policy;

import io.serai.check.CheckRule;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a schema cannot tell of webhooks: their templates and their tenants. */
record WebhookCheck(WebhookPolicy policy, PolicyFile file) {

  private static final Pattern REFERENCE =
      Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:/.+|vault:[^/#]+/[^#]+#[^#]+");

  /**
   * Notes what is wrong.
   *
   * @param allowlist knows the tenants; absent when it could not be read itself
   */
  void check(@Nullable AllowlistPolicy allowlist) {
    policy
        .sources()
        .forEach(
            (name, source) -> {
              String at = "/sources/" + name;
              source
                  .job()
                  .problems(source.unsafe())
                  .forEach(
                      each ->
                          file.problem(
                              at + "/job" + each.pointer(),
                              CheckRule.ofKeyword(each.keyword()),
                              each.message()));
              checkSecrets(at, source.secrets());
              checkTenant(at + "/tenant", source.tenant(), allowlist);
            });
    policy
        .callbacks()
        .tenants()
        .forEach(
            (tenant, signing) -> {
              checkSecrets("/callbacks/tenants/" + tenant, signing.secrets());
              checkTenant("/callbacks/tenants/" + tenant, tenant, allowlist);
            });
  }

  /** Not worded with what stands there: it may be a secret that somebody wrote down. */
  private void checkSecrets(String at, List<String> secrets) {
    for (int i = 0; i < secrets.size(); i++) {
      if (!REFERENCE.matcher(secrets.get(i)).matches()) {
        file.problem(
            at + "/secrets/" + i,
            CheckRule.BAD_VALUE,
            "secret is no reference; allowed: env:NAME, file:/PATH, vault:ENGINE/PATH#KEY");
      }
    }
  }

  private void checkTenant(String at, String tenant, @Nullable AllowlistPolicy allowlist) {
    if (allowlist != null && !allowlist.tenants().containsKey(tenant)) {
      file.unknown(at, "tenant", tenant, allowlist.tenants().keySet());
    }
  }
}
