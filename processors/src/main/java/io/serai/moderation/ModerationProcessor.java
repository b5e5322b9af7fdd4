package io.serai.moderation;

import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with its {@link Verdict}; refuses what a rule blocks. */
public final class ModerationProcessor implements Processor {

  private final Moderation moderation;

  /** Judges with the given moderation. */
  public ModerationProcessor(Moderation moderation) {
    this.moderation = moderation;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    try {
      exchange.setProperty(Walk.VERDICT, moderation.judge(job));
    } catch (Refused refused) {
      exchange.setProperty(
          Walk.VERDICT,
          new Verdict(Verdict.Decision.BLOCK, refused.reason().rule(), refused.reason().message()));
      throw refused;
    }
  }
}
