package io.serai.hub.moderator;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.moderation.Inquiry;
import io.serai.moderation.Judgement;
import io.serai.moderation.Moderation;
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

  private final Moderation moderation;

  /** Joins what is found to what this moderation has said. */
  public JoinOpinions(Moderation moderation) {
    this.moderation = moderation;
  }

  @Override
  public Exchange aggregate(Exchange walk, Exchange answered) {
    Job job = walk.getMessage().getBody(Job.class);
    Inquiry inquiry = walk.getProperty(Walk.INQUIRY, Inquiry.class);
    Verdict before = walk.getProperty(Walk.VERDICT, Verdict.class);
    Judgement judgement = moderation.judge(job, before, findings(job, inquiry, answered));
    walk.setProperty(Walk.VERDICT, judgement.verdict());
    if (judgement.refusal() != null) {
      walk.setException(new Refused(judgement.refusal()));
    }
    return walk;
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
