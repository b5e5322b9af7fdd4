package io.serai.approval;

import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, if it may run; defers what somebody must approve first. */
public final class ApprovalProcessor implements Processor {

  private final Approval approval;

  /** Admits with the given approval. */
  public ApprovalProcessor(Approval approval) {
    this.approval = approval;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    exchange.getMessage().getMandatoryBody(Job.class);
    Candidate candidate =
        new Candidate(
            exchange.getProperty(Walk.LEASE, Lease.class),
            exchange.getProperty(Walk.VERDICT, Verdict.class),
            exchange.getProperty(Walk.GRANT, Grant.class));
    exchange.setProperty(Walk.APPROVED_AT, approval.admit(candidate));
  }
}
