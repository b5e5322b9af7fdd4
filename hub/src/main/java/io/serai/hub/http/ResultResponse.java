package io.serai.hub.http;

import io.serai.job.Result;
import io.serai.job.Status;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link Result}; leaves the answer to a synchronous request: 200 for whatever ran, a
 * problem for what was refused (403) or what the hub failed to run (502).
 */
public final class ResultResponse implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Result result = exchange.getMessage().getMandatoryBody(Result.class);
    if (result.status() == Status.REJECTED) {
      Responses.problem(exchange, Problem.of(result, 403));
    } else if (result.status() == Status.ERROR) {
      Responses.problem(exchange, Problem.of(result, 502));
    } else {
      Responses.json(exchange, 200, result);
    }
  }
}
