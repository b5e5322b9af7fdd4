package io.serai.router;

import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with its placement and the endpoint to send it to. */
public final class RouterProcessor implements Processor {

  private final Router router;

  /** Routes with the given router. */
  public RouterProcessor(Router router) {
    this.router = router;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Router.Route route = router.route(job, exchange.getProperty(Walk.GRANT, Grant.class));
    exchange.setProperty(Walk.PLACEMENT, route.placement());
    exchange.setProperty(Walk.RECIPIENTS, route.endpoint());
  }
}
