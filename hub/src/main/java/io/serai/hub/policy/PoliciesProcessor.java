package io.serai.hub.policy;

import io.serai.job.Lease;
import io.serai.job.Walk;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a job that begins its walk and leaves it, with the {@link WalkPolicies} for all stages: an
 * edit that comes into force meanwhile is for the next walk. Notes the routes that it goes through,
 * too.
 */
public final class PoliciesProcessor implements Processor {

  private final Supplier<Policies> policies;
  private final KeptPolicies kept;
  private final Supplier<@Nullable String> routes;

  /**
   * Gives the policies in force, and with them those of before that a job asked for.
   *
   * @param policies those in force
   * @param routes says the digest of the routes in force; nothing where it is not known
   */
  public PoliciesProcessor(
      Supplier<Policies> policies, KeptPolicies kept, Supplier<@Nullable String> routes) {
    this.routes = routes;
    this.policies = policies;
    this.kept = kept;
  }

  @Override
  public void process(Exchange exchange) {
    String wanted = exchange.getProperty(Walk.LEASE, Lease.class).submission().policies();
    Policies inForce = policies.get();
    exchange.setProperty(
        Walk.POLICIES,
        wanted == null ? WalkPolicies.of(inForce) : new WalkPolicies(kept.of(wanted), inForce));
    exchange.setProperty(Walk.ROUTES, routes.get());
  }
}
