package io.serai.hub.dispatch;

import io.serai.store.Acceptance;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes an {@link Acceptance} and leaves it; the job starts, or waits its turn. */
public final class DispatchProcessor implements Processor {

  private final Dispatcher dispatcher;

  /** Starts jobs with the given dispatcher. */
  public DispatchProcessor(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    dispatcher.accepted(exchange.getMessage().getMandatoryBody(Acceptance.class));
  }
}
