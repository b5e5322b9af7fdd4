package io.serai.hub.replay;

import io.serai.hub.policy.KeptPolicies;
import io.serai.job.Cost;
import io.serai.job.Placement;
import io.serai.job.Refused;
import io.serai.job.Result;
import io.serai.policy.PricingPolicy;

/**
 * What a run costs by the policies that it went by: what it was charged, unless it ran under
 * policies of before, since charges are always those of today.
 *
 * @param policies those that jobs ran under
 */
record ListPrice(KeptPolicies policies) {

  /** The price of a run; what it was charged where the prices of then cannot be had. */
  Cost of(Result result) {
    String digest = result.policies();
    try {
      return digest == null ? result.cost() : price(result, policies.of(digest).pricing());
    } catch (Refused gone) {
      return result.cost();
    }
  }

  private static Cost price(Result result, PricingPolicy pricing) {
    Placement placement = result.placement();
    return result.copies().stream()
        .map(copy -> pricing.price(copy.placement().target(), copy.usage()))
        .reduce(Cost::plus)
        .orElseGet(
            () -> pricing.price(placement == null ? "none" : placement.target(), result.usage()));
  }
}
