package io.serai.moderation;

import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link Job} and leaves it, with its {@link Verdict}, and with an {@link Inquiry} when
 * somebody outside is to be asked, too; refuses what a rule blocks. Who is asked outside is said by
 * the policies in force.
 */
public final class ModerationProcessor implements Processor {

  private final Moderations moderations;

  /** Judges with the given moderations. */
  public ModerationProcessor(Moderations moderations) {
    this.moderations = moderations;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    WalkPolicies policies = exchange.getProperty(Walk.POLICIES, WalkPolicies.class);
    judge(exchange, Walk.VERDICT, policies.deciding(), job);
    if (policies.areKept()) {
      policies.now(inForce -> judge(exchange, Walk.VERDICT_NOW, inForce, job));
    }
    moderations
        .by(policies.inForce().moderation())
        .inquiry(job)
        .ifPresent(
            inquiry -> {
              exchange.setProperty(Walk.INQUIRY, inquiry);
              exchange.setProperty(Walk.MODERATOR, inquiry.recipient());
            });
  }

  /** Leaves the verdict, of a job that is refused too. */
  private Verdict judge(Exchange exchange, String property, Policies policies, Job job) {
    Judgement judgement = moderations.by(policies.moderation()).judge(job);
    exchange.setProperty(property, judgement.verdict());
    if (judgement.refusal() != null) {
      throw new Refused(judgement.refusal());
    }
    return judgement.verdict();
  }
}
