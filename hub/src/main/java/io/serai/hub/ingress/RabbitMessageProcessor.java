package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import io.serai.store.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/** Takes an AMQP message; leaves it as a {@link RawMessage}, without its headers. */
public final class RabbitMessageProcessor implements Processor {

  private static final String QUEUE = "serai.jobs";
  private static final String PROPERTY_PREFIX = "CamelSpringRabbitmq";

  /** What a broker says of a delivery, and not its sender of the message. */
  private static final Set<String> OF_THE_DELIVERY =
      Set.of(
          SpringRabbitMQConstants.CHANNEL,
          SpringRabbitMQConstants.DELIVERY_TAG,
          SpringRabbitMQConstants.REDELIVERED);

  /** How often a quorum queue has had the message back; absent the first time. */
  private static final String DELIVERY_COUNT = "x-delivery-count";

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String replyTo = message.getHeader(SpringRabbitMQConstants.REPLY_TO, String.class);
    String correlationId = message.getHeader(SpringRabbitMQConstants.CORRELATION_ID, String.class);
    String messageId = message.getHeader(SpringRabbitMQConstants.MESSAGE_ID, String.class);
    String contentType = message.getHeader(SpringRabbitMQConstants.CONTENT_TYPE, String.class);
    delivery(message).note(exchange);
    Map<String, String> attributes = Attributes.wanted(message.getHeaders());
    byte[] body = message.getBody(byte[].class);
    message.removeHeaders("*");
    message.setBody(
        new RawMessage(
            Principal.LOCAL,
            "rabbitmq",
            body == null ? new byte[0] : body,
            // Clients that name no type send this one: it says nothing.
            "application/octet-stream".equals(contentType) ? null : contentType,
            attributes,
            messageId,
            new Reply("rabbitmq", replyTo, correlationId)));
  }

  private static Delivery delivery(Message message) {
    Map<String, Object> properties = new HashMap<>();
    List<Delivery.Field> headers = new ArrayList<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (value == null || OF_THE_DELIVERY.contains(name) || name.equals(DELIVERY_COUNT)) {
                return;
              }
              if (name.startsWith(PROPERTY_PREFIX)) {
                properties.put("amqp." + name.substring(PROPERTY_PREFIX.length()), value);
              } else {
                headers.add(new Delivery.Field(name, value));
              }
            });
    int returned = message.getHeader(DELIVERY_COUNT, 0, Integer.class);
    return new Delivery(new DeadLetter.Origin(QUEUE, null, returned + 1), properties, headers);
  }
}
