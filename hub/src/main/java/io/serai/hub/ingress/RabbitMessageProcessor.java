package io.serai.hub.ingress;

import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/** Takes an AMQP message; leaves it as a {@link RawMessage}, without its headers. */
public final class RabbitMessageProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    String replyTo = message.getHeader(SpringRabbitMQConstants.REPLY_TO, String.class);
    String correlationId = message.getHeader(SpringRabbitMQConstants.CORRELATION_ID, String.class);
    String messageId = message.getHeader(SpringRabbitMQConstants.MESSAGE_ID, String.class);
    String contentType = message.getHeader(SpringRabbitMQConstants.CONTENT_TYPE, String.class);
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
}
