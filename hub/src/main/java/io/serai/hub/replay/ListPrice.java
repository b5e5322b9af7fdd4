package io.serai.hub.replay;

import io.serai.hub.policy.KeptPolicies;
import io.serai.job.Cost;
import io.serai.job.Placement;
import io.serai.job.Refused;
import io.serai.job.Result;
import io.serai.policy.PriceList;
import java.time.Instant;

/**
 * What a run costs by the policies that it went by: what it was charged, unless it ran under
 * policies of before, since charges are always those of today. Of the price lists of then, it goes
 * by the one for now: two runs that are compared are priced by one list.
 *
 * @param policies those that jobs ran under
 * @param now which of their price lists counts
 */
record ListPrice(KeptPolicies policies, Instant now) {

  /** The price of a run; what it was charged where the prices of then cannot be had. */
  Cost of(Result result) {
    String digest = result.policies();
    try {
      return digest == null ? result.cost() : price(result, policies.of(digest).pricing().at(now));
    } catch (Refused gone) {
      return result.cost();
    }
  }

  private static Cost price(Result result, PriceList prices) {
    Placement placement = result.placement();
    return result.copies().stream()
        .map(copy -> prices.price(copy.placement().target(), copy.usage()))
        .reduce(Cost::plus)
        .orElseGet(
            () -> prices.price(placement == null ? "none" : placement.target(), result.usage()));
  }
}
