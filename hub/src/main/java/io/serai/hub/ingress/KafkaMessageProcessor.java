package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import io.serai.store.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Takes a Kafka record; leaves it as a {@link RawMessage}, without its headers. The record's place
 * in the log and its time are its message id, so that reading it twice accepts it once, and a topic
 * that is made anew begins anew.
 */
public final class KafkaMessageProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String messageId =
        message.getHeader(KafkaConstants.TOPIC, String.class)
            + "-"
            + message.getHeader(KafkaConstants.PARTITION, Integer.class)
            + "-"
            + message.getHeader(KafkaConstants.OFFSET, Long.class)
            + "-"
            + message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
    delivery(message).note(exchange);
    Map<String, String> attributes = Attributes.wanted(message.getHeaders());
    String key = Attributes.text(message.getHeader(KafkaConstants.KEY));
    byte[] body = message.getBody(byte[].class);
    message.removeHeaders("*", KafkaConstants.MANUAL_COMMIT);
    message.setBody(
        new RawMessage(
            Principal.LOCAL,
            "kafka",
            body == null ? new byte[0] : body,
            attributes.get("content-type"),
            attributes,
            messageId,
            new Reply("kafka", null, key)));
  }

  private static Delivery delivery(Message message) {
    List<Delivery.Field> headers = new ArrayList<>();
    for (Header header : message.getHeader(KafkaConstants.HEADERS, Headers.class)) {
      if (header.value() != null) {
        headers.add(new Delivery.Field(header.key(), header.value()));
      }
    }
    return new Delivery(
        new DeadLetter.Origin(
            message.getHeader(KafkaConstants.TOPIC, String.class),
            message.getHeader(KafkaConstants.PARTITION, Integer.class)
                + ":"
                + message.getHeader(KafkaConstants.OFFSET, Long.class),
            1),
        Map.of("kafka.timestamp", message.getHeader(KafkaConstants.TIMESTAMP, 0L, Long.class)),
        headers);
  }
}
