package io.serai.moderation;

import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link Job} and leaves it, with its {@link Verdict}, and with an {@link Inquiry} when
 * somebody outside is to be asked, too; refuses what a rule blocks.
 */
public final class ModerationProcessor implements Processor {

  private final Moderation moderation;

  /** Judges with the given moderation. */
  public ModerationProcessor(Moderation moderation) {
    this.moderation = moderation;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Judgement judgement = moderation.judge(job);
    exchange.setProperty(Walk.VERDICT, judgement.verdict());
    if (judgement.refusal() != null) {
      throw new Refused(judgement.refusal());
    }
    moderation
        .inquiry(job)
        .ifPresent(
            inquiry -> {
              exchange.setProperty(Walk.INQUIRY, inquiry);
              exchange.setProperty(Walk.MODERATOR, inquiry.recipient());
            });
  }
}
