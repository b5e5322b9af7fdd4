package io.serai.hub.ingress;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ReturnListener;
import io.serai.replies.RepliesProcessor;
import io.serai.replies.UnroutableReply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes a reply to the queue its sender named, as {@code mandatory}: the broker returns what it
 * cannot route, before it confirms it. Camel's own endpoint has no such option, and counts as sent
 * what the broker threw away.
 */
public final class RabbitReplyQueue implements Processor {

  private static final long CONFIRM_MS = 5_000;
  private static final int PERSISTENT = 2;

  private final RabbitTemplate template;

  /** Publishes over the given connections, whose channels confirm. */
  public RabbitReplyQueue(ConnectionFactory connections) {
    this.template = new RabbitTemplate(connections);
  }

  @Override
  public void process(Exchange exchange) throws UnroutableReply {
    Message message = exchange.getMessage();
    String queue = message.getHeader(SpringRabbitMQConstants.ROUTING_OVERRIDE_KEY, String.class);
    BasicProperties properties =
        new BasicProperties.Builder()
            .contentType(message.getHeader(SpringRabbitMQConstants.CONTENT_TYPE, String.class))
            .correlationId(message.getHeader(SpringRabbitMQConstants.CORRELATION_ID, String.class))
            .messageId(message.getHeader(SpringRabbitMQConstants.MESSAGE_ID, String.class))
            .headers(Map.copyOf(RepliesProcessor.traceHeaders(exchange)))
            .deliveryMode(PERSISTENT)
            .build();
    byte[] body = message.getBody(byte[].class);
    Boolean routed = template.execute(channel -> publish(channel, queue, properties, body));
    if (!Boolean.TRUE.equals(routed)) {
      throw new UnroutableReply(queue);
    }
  }

  private static boolean publish(
      Channel channel, String queue, BasicProperties properties, byte[] body) throws Exception {
    AtomicBoolean returned = new AtomicBoolean();
    ReturnListener listener = (code, text, exchange, key, unused, unroutable) -> returned.set(true);
    channel.addReturnListener(listener);
    try {
      channel.basicPublish("", queue, true, properties, body);
      channel.waitForConfirmsOrDie(CONFIRM_MS);
    } finally {
      channel.removeReturnListener(listener);
    }
    return !returned.get();
  }
}
