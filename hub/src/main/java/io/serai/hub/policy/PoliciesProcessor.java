package io.serai.hub.policy;

import io.serai.job.Lease;
import io.serai.job.Walk;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a job that begins its walk and leaves it, with the {@link WalkPolicies} for all stages: an
 * edit that comes into force meanwhile is for the next walk.
 */
public final class PoliciesProcessor implements Processor {

  private final Supplier<Policies> policies;
  private final KeptPolicies kept;

  /**
   * Gives the policies in force, and with them those of before that a job asked for.
   *
   * @param policies those in force, for walks that do not bring them along
   */
  public PoliciesProcessor(Supplier<Policies> policies, KeptPolicies kept) {
    this.policies = policies;
    this.kept = kept;
  }

  @Override
  public void process(Exchange exchange) {
    String wanted = exchange.getProperty(Walk.LEASE, Lease.class).submission().policies();
    Policies inForce = exchange.getProperty(Walk.IN_FORCE, policies.get(), Policies.class);
    exchange.setProperty(
        Walk.POLICIES,
        wanted == null ? WalkPolicies.of(inForce) : new WalkPolicies(kept.of(wanted), inForce));
  }
}
