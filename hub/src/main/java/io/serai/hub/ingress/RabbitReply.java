package io.serai.hub.ingress;

import io.serai.replies.RepliesProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/** Takes a reply's JSON; addresses it to the sender's queue, with its correlation id. */
public final class RabbitReply implements Processor {

  /** Our own queues: a sender may not have its answer put there. */
  private static final String OWN_PREFIX = "serai.";

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String address = exchange.getProperty(RepliesProcessor.ADDRESS, String.class);
    if (address != null && address.startsWith(OWN_PREFIX)) {
      exchange.removeProperty(RepliesProcessor.ADDRESS);
      address = null;
    }
    message.removeHeaders("*");
    message.setHeader(SpringRabbitMQConstants.CONTENT_TYPE, "application/json");
    message.setHeader(
        SpringRabbitMQConstants.CORRELATION_ID,
        exchange.getProperty(RepliesProcessor.CORRELATION_ID, String.class));
    message.setHeader(
        SpringRabbitMQConstants.MESSAGE_ID,
        exchange.getProperty(RepliesProcessor.MESSAGE_ID, String.class));
    RepliesProcessor.traceHeaders(exchange).forEach(message::setHeader);
    if (address != null) {
      message.setHeader(SpringRabbitMQConstants.ROUTING_OVERRIDE_KEY, address);
    }
  }
}
