package io.serai.traces;

import io.serai.job.Result;
import io.serai.store.TraceStore;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Result}; hands its steps to the step table. */
public final class TracesProcessor implements Processor {

  private final TraceStore store;

  /** Writes to the given store. */
  public TracesProcessor(TraceStore store) {
    this.store = store;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    store.record(exchange.getMessage().getMandatoryBody(Result.class));
  }
}
