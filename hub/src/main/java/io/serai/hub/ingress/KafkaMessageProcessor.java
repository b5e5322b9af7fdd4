package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.hub.config.SenderProof;
import io.serai.hub.sender.Senders;
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
 * Takes a Kafka record; leaves it as a {@link RawMessage} of its sender, without its headers. The
 * record's place in the log and its time are its message id, so that reading it twice accepts it
 * once, and a topic that is made anew begins anew.
 */
public final class KafkaMessageProcessor implements Processor {

  private final Senders senders;
  private final SenderProof proof;

  /** Leaves records of senders that are proven. */
  public KafkaMessageProcessor(Senders senders, SenderProof proof) {
    this.senders = senders;
    this.proof = proof;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String topic = message.getHeader(KafkaConstants.TOPIC, String.class);
    RawMessage raw = raw(message, topic);
    delivery(message, topic).note(exchange);
    message.removeHeaders("*", KafkaConstants.MANUAL_COMMIT);
    // What is kept when nobody has proven to have sent it: nobody is answered then.
    message.setBody(raw.unanswered().from(Senders.UNPROVEN));
    message.setBody(senders.prove(raw, proof, topic));
  }

  private static RawMessage raw(Message message, String topic) {
    String messageId =
        topic
            + "-"
            + message.getHeader(KafkaConstants.PARTITION, Integer.class)
            + "-"
            + message.getHeader(KafkaConstants.OFFSET, Long.class)
            + "-"
            + message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
    Map<String, String> attributes = Attributes.wanted(message.getHeaders());
    String key = Attributes.text(message.getHeader(KafkaConstants.KEY));
    byte[] body = message.getBody(byte[].class);
    return new RawMessage(
        Principal.LOCAL,
        "kafka",
        body == null ? new byte[0] : body,
        attributes.get("content-type"),
        attributes,
        messageId,
        new Reply("kafka", null, key));
  }

  private static Delivery delivery(Message message, String topic) {
    List<Delivery.Field> headers = new ArrayList<>();
    for (Header header : message.getHeader(KafkaConstants.HEADERS, Headers.class)) {
      if (header.value() != null) {
        headers.add(new Delivery.Field(header.key(), header.value()));
      }
    }
    return new Delivery(
        new DeadLetter.Origin(
            topic,
            message.getHeader(KafkaConstants.PARTITION, Integer.class)
                + ":"
                + message.getHeader(KafkaConstants.OFFSET, Long.class),
            1),
        Map.of(Delivery.TIMESTAMP, message.getHeader(KafkaConstants.TIMESTAMP, 0L, Long.class)),
        headers);
  }
}
