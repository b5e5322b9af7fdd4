package io.serai.allowlist;

import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Walk;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with its {@link Grant}; refuses the rest. */
public final class AllowlistProcessor implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    WalkPolicies policies = exchange.getProperty(Walk.POLICIES, WalkPolicies.class);
    Grant grant = admit(job, policies.deciding());
    if (policies.areKept()) {
      grant = grant.within(policies.now(inForce -> admit(job, inForce)));
    }
    exchange.setProperty(Walk.GRANT, grant);
  }

  private static Grant admit(Job job, Policies policies) {
    return new Allowlist(policies.allowlist()).admit(job);
  }
}
