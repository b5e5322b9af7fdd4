package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

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
}
