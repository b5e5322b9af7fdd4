package io.serai.it.chaos;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Publishes with confirms, and hears the answers on a durable queue of its own. */
final class OverRabbitmq implements Producer {

  private static final String ANSWERS = "chaos.answers";
  private static final int CONFIRM_MS = 10_000;
  private static final long AGAIN_MS = 300;

  private final ConnectionFactory factory = new ConnectionFactory();
  private final Answers answers;
  private final ExecutorService listener = Executors.newSingleThreadExecutor();
  private final ConcurrentLinkedQueue<Channel> idle = new ConcurrentLinkedQueue<>();
  private @Nullable Connection publishing;

  OverRabbitmq(URI broker, Answers answers) {
    this.answers = answers;
    try {
      factory.setUri(broker);
    } catch (Exception e) {
      throw new IllegalArgumentException("broker '" + broker + "' is no AMQP URI", e);
    }
    factory.setAutomaticRecoveryEnabled(false);
    factory.setRequestedHeartbeat(2);
    listener.execute(this::listen);
  }

  @Override
  public String ingress() {
    return "rabbitmq";
  }

  @Override
  public void send(Ticket ticket) throws InterruptedException {
    while (!publish(ticket)) {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    }
  }

  private boolean publish(Ticket ticket) throws InterruptedException {
    BasicProperties properties =
        MessageProperties.PERSISTENT_BASIC
            .builder()
            .contentType("application/json")
            .messageId(ticket.key())
            .correlationId(ticket.key())
            .replyTo(ANSWERS)
            .build();
    try {
      Channel channel = channel();
      channel.basicPublish("", "serai.jobs", properties, ticket.job());
      boolean taken = channel.waitForConfirms(CONFIRM_MS);
      idle.add(channel);
      return taken;
    } catch (IOException | TimeoutException | RuntimeException e) {
      // Its channel goes with it: whether the message was taken, nobody knows.
      return false;
    }
  }

  private Channel channel() throws IOException, TimeoutException {
    for (Channel each = idle.poll(); each != null; each = idle.poll()) {
      if (each.isOpen()) {
        return each;
      }
    }
    Channel fresh = connection().createChannel();
    fresh.confirmSelect();
    return fresh;
  }

  private synchronized Connection connection() throws IOException, TimeoutException {
    Connection open = publishing;
    if (open == null || !open.isOpen()) {
      open = factory.newConnection("chaos-producer");
      publishing = open;
    }
    return open;
  }

  private void listen() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Connection connection = factory.newConnection("chaos-listener")) {
        listenTo(connection);
      } catch (IOException | TimeoutException | RuntimeException e) {
        // The broker is down: again in a moment.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void listenTo(Connection connection) throws IOException, InterruptedException {
    Channel taking = connection.createChannel();
    taking.queueDeclare(ANSWERS, true, false, false, Map.of("x-queue-type", "quorum"));
    taking.basicQos(200);
    DeliverCallback take =
        (tag, message) -> {
          BasicProperties properties = message.getProperties();
          answers.heard(
              properties.getCorrelationId(),
              Answers.Seen.read(properties.getMessageId(), message.getBody()));
          taking.basicAck(message.getEnvelope().getDeliveryTag(), false);
        };
    CancelCallback cancelled = tag -> connection.abort();
    taking.basicConsume(ANSWERS, false, take, cancelled);
    while (connection.isOpen()) {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    }
  }

  @Override
  public synchronized void close() {
    listener.shutdownNow();
    if (publishing != null) {
      publishing.abort();
    }
  }
}
