package io.serai.recipients;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.job.Walk;
import io.serai.sandbox.Run;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job}; leaves the {@link Run} for the recipient list. */
public final class RecipientsProcessor implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Choice choice = exchange.getProperty(Walk.DECISION, Decision.class).choices().get(0);
    Placement placement = choice.placement();
    exchange.setProperty(Walk.PLACEMENT, placement);
    exchange.setProperty(Walk.RECIPIENTS, choice.endpoint());
    exchange
        .getMessage()
        .setBody(
            new Run(
                job.id(),
                job.tenant(),
                placement.image(),
                job.language(),
                job.code(),
                job.stdin(),
                job.files(),
                job.limits(),
                job.network(),
                job.session()));
  }
}
