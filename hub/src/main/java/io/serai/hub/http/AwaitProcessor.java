package io.serai.hub.http;

import io.serai.hub.dispatch.Dispatcher;
import io.serai.job.JobId;
import io.serai.results.Completions;
import io.serai.store.Acceptance;
import io.serai.store.ObjectStoreException;
import io.serai.store.ResultDocument;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes an {@link Acceptance}; starts the job and leaves its {@link ResultDocument}, or its {@link
 * JobId} when it waits for somebody's approval.
 */
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
    CompletableFuture<Optional<ResultDocument>> result = completions.await(id);
    dispatcher.accepted(acceptance);
    if (!(acceptance instanceof Acceptance.Leased)) {
      completions.check(id);
    }
    exchange.setProperty(REPEATED, acceptance instanceof Acceptance.Duplicate);
    try {
      Optional<ResultDocument> ended = result.join();
      exchange.getMessage().setBody(ended.isPresent() ? ended.get() : id);
    } catch (CancellationException e) {
      throw new ProblemException(
          Problem.of(
              503,
              "draining",
              "hub is being stopped; ask another for /v1/jobs/" + id + " instead"));
    } catch (CompletionException e) {
      throw e.getCause() instanceof ObjectStoreException away ? away : e;
    }
  }
}
