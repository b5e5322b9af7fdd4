package io.serai.hub.http;

import io.serai.hub.dispatch.Dispatcher;
import io.serai.job.JobId;
import io.serai.results.Completions;
import io.serai.store.Acceptance;
import io.serai.store.ResultDocument;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes an {@link Acceptance}; starts the job and leaves its {@link ResultDocument}. */
public final class AwaitProcessor implements Processor {

  /** The exchange property that tells whether the job was sent before. */
  static final String REPEATED = "serai.repeated";

  private final Completions completions;
  private final Dispatcher dispatcher;

  /** Waits with the given completions, starts with the given dispatcher. */
  public AwaitProcessor(Completions completions, Dispatcher dispatcher) {
    this.completions = completions;
    this.dispatcher = dispatcher;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Acceptance acceptance = exchange.getMessage().getMandatoryBody(Acceptance.class);
    JobId id = acceptance.jobId();
    CompletableFuture<ResultDocument> result = completions.await(id);
    dispatcher.accepted(acceptance);
    if (!(acceptance instanceof Acceptance.Leased)) {
      completions.check(id);
    }
    exchange.setProperty(REPEATED, acceptance instanceof Acceptance.Duplicate);
    exchange.getMessage().setBody(result.get());
  }
}
