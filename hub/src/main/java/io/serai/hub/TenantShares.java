package io.serai.hub;

import io.serai.policy.Policies;
import io.serai.policy.TenantsPolicy;
import io.serai.policy.TenantsPolicy.Quota;
import io.serai.store.Shares;
import io.serai.store.Shares.Share;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The shares that the tenants' policy in force gives, for the queue. Thread-safe. */
final class TenantShares implements Supplier<Shares> {

  private final Supplier<Policies> policies;
  private volatile Given given = new Given("", Shares.EQUAL);

  /** Shares, and the digest of the policies they were made of. */
  private record Given(String digest, Shares shares) {}

  TenantShares(Supplier<Policies> policies) {
    this.policies = policies;
  }

  @Override
  public Shares get() {
    Policies inForce = policies.get();
    Given last = given;
    if (!last.digest().equals(inForce.digest())) {
      last = new Given(inForce.digest(), shares(inForce.tenants()));
      given = last;
    }
    return last.shares();
  }

  private static Shares shares(TenantsPolicy policy) {
    Map<String, Share> tenants =
        policy.tenants().keySet().stream()
            .collect(Collectors.toMap(tenant -> tenant, tenant -> share(policy.of(tenant))));
    return new Shares(share(policy.byDefault()), tenants);
  }

  private static Share share(Quota quota) {
    Double weight = quota.weight();
    Integer concurrency = quota.concurrency();
    return new Share(
        weight == null ? 1 : weight, concurrency == null ? Integer.MAX_VALUE : concurrency);
  }
}
