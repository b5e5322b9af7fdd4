package io.serai.hub.http;

import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.store.ResultDocument;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link ResultDocument}; leaves the answer to a synchronous request: 200 for whatever ran,
 * a problem for what was refused (403, or what says more) or what the hub failed to run (502).
 */
public final class ResultResponse implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    ResultDocument document = exchange.getMessage().getMandatoryBody(ResultDocument.class);
    Result result = document.result();
    if (result.status() == Status.REJECTED) {
      Responses.problem(exchange, Problem.of(result, Problem.status(result.reason())));
    } else if (result.status() == Status.ERROR) {
      Responses.problem(exchange, Problem.of(result, 502));
    } else {
      Responses.written(exchange, 200, document.json());
    }
    if (exchange.getProperty(AwaitProcessor.REPEATED, false, Boolean.class)) {
      Responses.markRepetition(exchange);
    }
  }
}
