package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.hub.config.SenderProof;
import io.serai.hub.sender.Senders;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;

/** Takes an AMQP message; leaves it as a {@link RawMessage} of its sender, without its headers. */
public final class RabbitMessageProcessor implements Processor {

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
    message.removeHeaders("*");
    // What is kept when nobody has proven to have sent it: nobody is answered then.
    message.setBody(raw.unanswered());
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
}
