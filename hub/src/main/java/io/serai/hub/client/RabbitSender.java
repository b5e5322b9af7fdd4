package io.serai.hub.client;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Sends jobs to the queue {@code serai.jobs}; the answers come on a reply queue of its own. */
public final class RabbitSender implements JobSender {

  private final Connection connection;
  private final Channel channel;
  private final String replies;
  private final ConcurrentHashMap<String, CompletableFuture<Answer>> awaited =
      new ConcurrentHashMap<>();

  /** Connects to the broker at the given AMQP URI. */
  public RabbitSender(String uri) {
    try {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(uri);
      connection = factory.newConnection("serai-client");
      channel = connection.createChannel();
      replies = channel.queueDeclare().getQueue();
      DeliverCallback take =
          (tag, message) ->
              answered(message.getProperties().getCorrelationId(), Answer.read(message.getBody()));
      CancelCallback cancelled = tag -> {};
      channel.basicConsume(replies, true, take, cancelled);
    } catch (Exception e) {
      throw new IllegalStateException("broker at '" + uri + "' does not answer; " + e, e);
    }
  }

  private void answered(String correlationId, Answer answer) {
    CompletableFuture<Answer> waiter = awaited.remove(correlationId);
    if (waiter != null) {
      waiter.complete(answer);
    }
  }

  @Override
  public CompletableFuture<Answer> send(byte[] job) {
    String correlationId = UUID.randomUUID().toString();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    awaited.put(correlationId, answer);
    BasicProperties properties =
        new BasicProperties.Builder()
            .contentType("application/json")
            .replyTo(replies)
            .correlationId(correlationId)
            .build();
    try {
      publish(properties, job);
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** A channel may be used by one thread at a time. */
  private synchronized void publish(BasicProperties properties, byte[] job) throws IOException {
    channel.basicPublish("", "serai.jobs", properties, job);
  }

  @Override
  public void close() {
    connection.abort();
  }
}
