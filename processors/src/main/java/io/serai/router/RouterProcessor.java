package io.serai.router;

import io.serai.fleet.Decision;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with the {@link Decision} where it may be sent. */
public final class RouterProcessor implements Processor {

  private final Scheduler scheduler;

  /** Routes with the given scheduler. */
  public RouterProcessor(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Decision decision = scheduler.decide(job, exchange.getProperty(Walk.GRANT, Grant.class));
    exchange.setProperty(Walk.DECISION, decision);
  }
}
