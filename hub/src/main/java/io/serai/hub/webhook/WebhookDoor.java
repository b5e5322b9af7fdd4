package io.serai.hub.webhook;

import io.serai.intake.RawMessage;
import io.serai.policy.WebhookPolicy.Source;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** A route that takes the webhooks of one source, for as long as it runs. */
final class WebhookDoor extends DefaultConsumer {

  private final String name;
  private final Source source;
  private final WebhookDoors doors;

  WebhookDoor(Endpoint endpoint, Processor route, String name, Source source, WebhookDoors doors) {
    super(endpoint, route);
    this.name = name;
    this.source = source;
    this.doors = doors;
  }

  /** Who may come by it, and what that becomes. */
  Source source() {
    return source;
  }

  /**
   * Gives the route a job.
   *
   * @return what the route made of it
   * @throws Exception what the route threw
   */
  Object take(RawMessage job) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(job);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return exchange.getMessage().getBody();
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    doors.open(name, this);
  }

  @Override
  protected void doStop() throws Exception {
    doors.close(name, this);
    super.doStop();
  }
}
