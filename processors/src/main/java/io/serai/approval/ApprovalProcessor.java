package io.serai.approval;

import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, if it may run; defers what somebody must approve first. */
public final class ApprovalProcessor implements Processor {

  private final Approval approval;
  private final Clock clock;

  /** Admits with the given approval, at the prices of the moment. */
  public ApprovalProcessor(Approval approval, Clock clock) {
    this.approval = approval;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    exchange.getMessage().getMandatoryBody(Job.class);
    WalkPolicies policies = exchange.getProperty(Walk.POLICIES, WalkPolicies.class);
    Candidate deciding = candidate(exchange, policies.deciding(), Walk.VERDICT);
    List<Candidate> candidates =
        policies.areKept()
            ? List.of(deciding, candidate(exchange, policies.inForce(), Walk.VERDICT_NOW))
            : List.of(deciding);
    exchange.setProperty(Walk.APPROVED_AT, approval.admit(candidates));
  }

  private Candidate candidate(Exchange exchange, Policies policies, String verdict) {
    return new Candidate(
        policies,
        policies.pricing().at(clock.instant()),
        exchange.getProperty(Walk.LEASE, Lease.class),
        exchange.getProperty(verdict, Verdict.class),
        exchange.getProperty(Walk.GRANT, Grant.class));
  }
}
