package io.serai.policy;

import io.serai.job.CallbackUrl;
import io.serai.job.Destination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where results may be posted, and how long that is tried.
 *
 * @param giveUpAfterHours how long a receiver may be away, hours
 * @param allow receivers that may have an address which is not public, and be asked without TLS;
 *     absent means none
 * @param tenants what is each tenant's own
 */
public record CallbackPolicy(
    int giveUpAfterHours, List<DestinationRule> allow, Map<String, Signing> tenants) {

  public CallbackPolicy {
    allow = Lists.orEmpty(allow);
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
  }

  /**
   * How a tenant's results are signed.
   *
   * @param secrets references to the active ones, each of which signs
   */
  public record Signing(List<String> secrets) {

    public Signing {
      secrets = List.copyOf(secrets);
    }
  }

  /** How long a receiver may be away. */
  public Duration giveUpAfter() {
    return Duration.ofHours(giveUpAfterHours);
  }

  /** References to a tenant's active secrets; empty where it has none. */
  public List<String> secrets(String tenant) {
    Signing signing = tenants.get(tenant);
    return signing == null ? List.of() : signing.secrets();
  }

  /** Whether a receiver may have any address, and be asked without TLS. */
  public boolean allows(Destination destination) {
    return allow.stream().anyMatch(rule -> rule.covers(destination));
  }

  /** Why a tenant's results may not be posted there; absent when they may. */
  public @Nullable String refusal(String tenant, CallbackUrl url) {
    if (secrets(tenant).isEmpty()) {
      return "tenant '"
          + tenant
          + "' has no callback secrets; add them to 'callbacks' in policies/webhooks.yaml";
    }
    if (!url.https() && !allows(url.destination())) {
      return "callback to '"
          + url.destination()
          + "' is not https; allowed: https, or a receiver that policies/webhooks.yaml allows";
    }
    return null;
  }
}
