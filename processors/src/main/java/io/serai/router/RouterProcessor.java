package io.serai.router;

import io.serai.fleet.Decision;
import io.serai.fleet.Dispatch;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Walk;
import io.serai.policy.WalkPolicies;
import io.serai.store.PlacementStore;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with the {@link Decision} where it may be sent. */
public final class RouterProcessor implements Processor {

  private final Scheduler scheduler;
  private final PlacementStore placements;
  private final Clock clock;

  /** Routes with the given scheduler, once it is known that a job is not under way already. */
  public RouterProcessor(Scheduler scheduler, PlacementStore placements, Clock clock) {
    this.scheduler = scheduler;
    this.placements = placements;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    Grant grant = exchange.getProperty(Walk.GRANT, Grant.class);
    WalkPolicies policies = exchange.getProperty(Walk.POLICIES, WalkPolicies.class);
    Decision decision =
        unfinished(lease)
            .map(sent -> scheduler.resume(sent, job, policies.inForce().router()))
            .orElseGet(() -> scheduler.decide(job, grant, policies.routing(clock.instant())));
    exchange.setProperty(Walk.DECISION, decision);
    decision.requireChoice();
  }

  /** A job that may have started is not sent anywhere else, unless that does no harm. */
  private Optional<Dispatch> unfinished(Lease lease) {
    return lease.attempt() == 1 || lease.job().idempotent()
        ? Optional.empty()
        : placements.open(lease.job().id());
  }
}
