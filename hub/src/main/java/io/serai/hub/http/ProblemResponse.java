package io.serai.hub.http;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever a route threw with a problem document. */
public final class ProblemResponse implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponse.class);

  @Override
  public void process(Exchange exchange) throws Exception {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Problem problem = Problem.of(thrown);
    if (problem.status() >= 500 && !(thrown instanceof ProblemException)) {
      LOG.error("request failed", thrown);
    }
    Responses.problem(exchange, problem);
  }
}
