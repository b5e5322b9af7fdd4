package io.serai.hub.moderator;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.moderation.Inquiry;
import io.serai.moderation.Judgement;
import io.serai.moderation.Moderations;
import io.serai.policy.Policies;
import io.serai.policy.WalkPolicies;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what a moderator outside found join the verdict of a job. A moderator that gave no answer
 * leaves a finding that says so, and the policy decides what that counts.
 */
public final class JoinOpinions implements AggregationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(JoinOpinions.class);

  private final Moderations moderations;

  /** Joins what is found to what these moderations have said. */
  public JoinOpinions(Moderations moderations) {
    this.moderations = moderations;
  }

  @Override
  public Exchange aggregate(Exchange walk, Exchange answered) {
    Job job = walk.getMessage().getBody(Job.class);
    Inquiry inquiry = walk.getProperty(Walk.INQUIRY, Inquiry.class);
    List<Finding> found = findings(job, inquiry, answered);
    WalkPolicies policies = walk.getProperty(Walk.POLICIES, WalkPolicies.class);
    try {
      join(walk, Walk.VERDICT, policies.deciding(), found);
      if (policies.areKept()) {
        policies.now(inForce -> join(walk, Walk.VERDICT_NOW, inForce, found));
      }
    } catch (Refused refused) {
      walk.setException(refused);
    }
    return walk;
  }

  private Verdict join(Exchange walk, String property, Policies policies, List<Finding> found) {
    Job job = walk.getMessage().getBody(Job.class);
    Verdict before = walk.getProperty(property, Verdict.class);
    Judgement judgement = moderations.by(policies.moderation()).judge(job, before, found);
    walk.setProperty(property, judgement.verdict());
    if (judgement.refusal() != null) {
      throw new Refused(judgement.refusal());
    }
    return judgement.verdict();
  }

  private static List<Finding> findings(Job job, Inquiry inquiry, Exchange answered) {
    Exception failure = answered.getException();
    if (failure == null && answered.getMessage().getBody() instanceof Opinions opinions) {
      return inquiry.findings(opinions.all());
    }
    LOG.warn("job {}: external moderator gave no answer: {}", job.id(), reason(failure));
    return inquiry.unanswered();
  }

  private static String reason(@Nullable Exception failure) {
    if (failure == null) {
      return "its circuit breaker is open";
    }
    return failure instanceof TimeoutException ? "it took too long" : failure.toString();
  }
}
