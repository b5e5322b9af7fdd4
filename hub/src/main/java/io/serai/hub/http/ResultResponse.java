package io.serai.hub.http;

import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.store.JobView;
import io.serai.store.ResultDocument;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link ResultDocument}; leaves the answer to a synchronous request: 200 for whatever ran,
 * a problem for what was refused (403, or what says more) or what the hub failed to run (502).
 * Takes the {@link JobId} of a job that waits for approval as well, and answers 202 with its place.
 */
public final class ResultResponse implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    if (exchange.getMessage().getBody() instanceof JobId held) {
      waits(exchange, held);
      return;
    }
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

  private static void waits(Exchange exchange, JobId id) throws Exception {
    Responses.json(
        exchange,
        202,
        Map.of(
            "jobId",
            id,
            "state",
            JobView.WAITING_FOR_APPROVAL,
            "title",
            "waiting for approval",
            "detail",
            "job '" + id + "' runs once it has been approved; ask for its result later"));
    exchange.getMessage().setHeader("Location", "/v1/jobs/" + id);
  }
}
