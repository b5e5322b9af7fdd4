package io.serai.hub.http;

import io.serai.hub.dispatch.Dispatcher;
import io.serai.job.JobId;
import io.serai.results.Completions;
import io.serai.store.Acceptance;
import io.serai.store.ResultDocument;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Takes an {@link Acceptance}; starts the job and leaves its {@link ResultDocument} when it comes.
 */
public final class AwaitProcessor extends AsyncProcessorSupport {

  private final Completions completions;
  private final Dispatcher dispatcher;

  /** Waits with the given completions, starts with the given dispatcher. */
  public AwaitProcessor(Completions completions, Dispatcher dispatcher) {
    this.completions = completions;
    this.dispatcher = dispatcher;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Acceptance acceptance = exchange.getMessage().getBody(Acceptance.class);
    JobId id = acceptance.jobId();
    CompletableFuture<ResultDocument> result = completions.await(id);
    dispatcher.accepted(acceptance);
    if (!(acceptance instanceof Acceptance.Leased)) {
      completions.check(id);
    }
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                exchange.getMessage().setBody(value);
              } else {
                exchange.setException(failure);
              }
              callback.done(false);
            });
    return false;
  }
}
