package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.hub.config.SenderProof;
import io.serai.hub.sender.Senders;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import io.serai.store.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;

/** Takes an AMQP message; leaves it as a {@link RawMessage} of its sender, without its headers. */
public final class RabbitMessageProcessor implements Processor {

  /** How often a quorum queue has had the message back; absent the first time. */
  private static final String DELIVERY_COUNT = "x-delivery-count";

  private final Senders senders;
  private final SenderProof proof;

  /** Leaves messages of senders that are proven. */
  public RabbitMessageProcessor(Senders senders, SenderProof proof) {
    this.senders = senders;
    this.proof = proof;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    MessageProperties properties =
        message.getHeader(RabbitProperties.HEADER, MessageProperties.class);
    RawMessage raw = raw(properties, message.getBody(byte[].class));
    delivery(properties).note(exchange);
    message.removeHeaders("*");
    // What is kept when nobody has proven to have sent it: nobody is answered then.
    message.setBody(raw.unanswered().from(Senders.UNPROVEN));
    message.setBody(senders.prove(raw, proof, properties.getReceivedUserId()));
  }

  private static RawMessage raw(MessageProperties properties, byte @Nullable [] body) {
    Map<String, String> attributes = Attributes.wanted(properties.getHeaders());
    if (properties.getContentEncoding() != null) {
      attributes.put("content-encoding", properties.getContentEncoding());
    }
    String contentType = properties.getContentType();
    return new RawMessage(
        Principal.LOCAL,
        "rabbitmq",
        body == null ? new byte[0] : body,
        // Clients that name no type send this one: it says nothing.
        "application/octet-stream".equals(contentType) ? null : contentType,
        attributes,
        properties.getMessageId(),
        new Reply("rabbitmq", properties.getReplyTo(), properties.getCorrelationId()));
  }

  private static Delivery delivery(MessageProperties properties) {
    List<Delivery.Field> headers = new ArrayList<>();
    properties
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (value != null && !name.equals(DELIVERY_COUNT)) {
                headers.add(new Delivery.Field(name, value));
              }
            });
    int returned =
        properties.getHeader(DELIVERY_COUNT) instanceof Number count ? count.intValue() : 0;
    return new Delivery(
        new DeadLetter.Origin(properties.getConsumerQueue(), null, returned + 1),
        written(properties),
        headers);
  }

  /** The properties that the sender wrote, and none that a broker adds to a delivery. */
  private static Map<String, Object> written(MessageProperties properties) {
    Map<String, @Nullable Object> all = new HashMap<>();
    all.put("amqp.app-id", properties.getAppId());
    all.put("amqp.content-encoding", properties.getContentEncoding());
    all.put("amqp.content-type", properties.getContentType());
    all.put("amqp.correlation-id", properties.getCorrelationId());
    all.put("amqp.delivery-mode", properties.getReceivedDeliveryMode());
    all.put("amqp.expiration", properties.getExpiration());
    all.put("amqp.message-id", properties.getMessageId());
    all.put("amqp.priority", properties.getPriority());
    all.put("amqp.reply-to", properties.getReplyTo());
    all.put("amqp.timestamp", properties.getTimestamp());
    all.put("amqp.type", properties.getType());
    all.put("amqp.user-id", properties.getReceivedUserId());
    Map<String, Object> written = new HashMap<>();
    all.forEach(
        (name, value) -> {
          if (value != null) {
            written.put(name, value);
          }
        });
    return written;
  }
}
