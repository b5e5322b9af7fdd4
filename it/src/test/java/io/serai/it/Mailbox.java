package io.serai.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A user of an AMQP broker: sends jobs, and has a queue for the answers. */
final class Mailbox implements AutoCloseable {

  static final String JOB = "{\"language\":\"python\",\"code\":\"print(7)\"}";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  final Channel channel;
  final String replies;

  Mailbox(String uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    connection = factory.newConnection();
    channel = connection.createChannel();
    replies = channel.queueDeclare("", false, false, true, Map.of()).getQueue();
  }

  /** Sends with these properties, an address for the answer, and a correlation id. */
  String send(String job, BasicProperties.Builder properties) throws IOException {
    return send(job.getBytes(StandardCharsets.UTF_8), properties);
  }

  String send(byte[] job, BasicProperties.Builder properties) throws IOException {
    String correlation = UUID.randomUUID().toString();
    channel.basicPublish(
        "", "serai.jobs", properties.replyTo(replies).correlationId(correlation).build(), job);
    return correlation;
  }

  JsonNode answer(String correlation) throws IOException {
    GetResponse got =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> channel.basicGet(replies, true),
                each -> each != null && correlation.equals(each.getProps().getCorrelationId()));
    return Json.MAPPER.readTree(got.getBody());
  }

  /** What so many answers are to. */
  List<String> answers(int count) {
    List<String> correlations = new ArrayList<>();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              GetResponse got = channel.basicGet(replies, true);
              if (got != null) {
                correlations.add(got.getProps().getCorrelationId());
              }
              return correlations.size() == count;
            });
    return correlations;
  }

  /** The next dead letter. */
  GetResponse deadLetter() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> channel.basicGet("serai.dead-letters", true), each -> each != null);
  }

  @Override
  public void close() {
    connection.abort();
  }
}
