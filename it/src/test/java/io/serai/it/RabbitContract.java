package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a producer may expect of the AMQP ingress, whichever broker is behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
abstract class RabbitContract {

  private StartedHub hub;
  private Connection connection;
  private Channel channel;
  private String replies;

  /** Starts or finds the broker. */
  abstract String brokerUri(Path directory);

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    String uri = brokerUri(directory);
    hub =
        StartedHub.start(
            directory.resolve("state"),
            Map.of("serai.ingress.rabbitmq", "true", "serai.rabbitmq.uri", uri));
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    connection = factory.newConnection();
    channel = connection.createChannel();
    replies = channel.queueDeclare("", false, false, true, Map.of()).getQueue();
  }

  @AfterAll
  void stop() {
    if (connection != null) {
      connection.abort();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void answersOnTheReplyQueueWithTheCorrelationId() throws Exception {
    String correlation = send("{\"language\":\"python\",\"code\":\"print(7)\"}");

    JsonNode result = json(reply(correlation));
    assertThat(result.path("stdout").asText()).isEqualTo("7\n");
    assertThat(result.path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void answersOnTheResultsExchangeWithoutAReplyQueue() throws Exception {
    String results = channel.queueDeclare("", false, false, true, Map.of()).getQueue();
    channel.queueBind(results, "serai.results", "");
    String correlation = UUID.randomUUID().toString();
    publish(
        "{\"language\":\"python\",\"code\":\"print(8)\"}".getBytes(StandardCharsets.UTF_8),
        new BasicProperties.Builder().correlationId(correlation).build());

    JsonNode result = json(take(results, correlation));
    assertThat(result.path("stdout").asText()).isEqualTo("8\n");
  }

  @Test
  void runsAMessageOnceHoweverOftenItComes() throws Exception {
    byte[] job = "{\"language\":\"python\",\"code\":\"print(9)\"}".getBytes(StandardCharsets.UTF_8);
    String messageId = UUID.randomUUID().toString();
    for (int i = 0; i < 3; i++) {
      publish(
          job,
          new BasicProperties.Builder()
              .messageId(messageId)
              .replyTo(replies)
              .correlationId(messageId)
              .build());
    }

    reply(messageId);
    String after = send("{\"language\":\"python\",\"code\":\"print(10)\"}");
    reply(after);
    assertThat(channel.basicGet(replies, true)).isNull();
  }

  static Stream<Arguments> badMessages() {
    return Stream.of(
        Arguments.of("{", "malformed-json"),
        Arguments.of("{\"language\":\"python\",\"code\":\"1\",\"colour\":1}", "invalid-job"),
        Arguments.of("{\"language\":\"python\",\"code\":1}", "invalid-job"),
        Arguments.of("{\"language\":\"perl\",\"code\":\"1\"}", "invalid-job"),
        Arguments.of(
            "{\"language\":\"python\",\"code\":\"1\",\"tenant\":\"nobody\"}", "unknown-tenant"));
  }

  @ParameterizedTest
  @MethodSource("badMessages")
  void keepsWhatCannotBecomeAJobAndTellsItsSender(String body, String code) throws Exception {
    assertKept(body.getBytes(StandardCharsets.UTF_8), code);
  }

  @Test
  void keepsAMessageThatIsNotUtf8() throws Exception {
    assertKept(new byte[] {'{', (byte) 0xff, '}'}, "invalid-utf8");
  }

  @Test
  void keepsAMessageOf50Megabytes() throws Exception {
    byte[] body = new byte[50 << 20];
    java.util.Arrays.fill(body, (byte) ' ');

    assertKept(body, "body-too-large");
  }

  private void assertKept(byte[] body, String code) throws Exception {
    channel.queuePurge("serai.dead-letters");
    String correlation = UUID.randomUUID().toString();
    publish(
        body, new BasicProperties.Builder().replyTo(replies).correlationId(correlation).build());

    GetResponse letter = take("serai.dead-letters", null);
    assertThat(letter.getBody()).isEqualTo(body);
    assertThat(letter.getProps().getHeaders().get("serai-reason-code")).hasToString(code);
    assertThat(letter.getProps().getHeaders()).containsKey("serai-reason");
    JsonNode problem = json(reply(correlation));
    assertThat(problem.path("type").asText()).isEqualTo("urn:serai:problem:" + code);
    assertThat(
            json(reply(send("{\"language\":\"python\",\"code\":\"print(1)\"}")))
                .path("stdout")
                .asText())
        .isEqualTo("1\n");
  }

  private String send(String job) throws IOException {
    String correlation = UUID.randomUUID().toString();
    publish(
        job.getBytes(StandardCharsets.UTF_8),
        new BasicProperties.Builder().replyTo(replies).correlationId(correlation).build());
    return correlation;
  }

  private void publish(byte[] body, BasicProperties properties) throws IOException {
    channel.basicPublish("", "serai.jobs", properties, body);
  }

  private GetResponse reply(String correlation) {
    return take(replies, correlation);
  }

  /** The next message of a queue that answers the correlation id; any other is dropped. */
  private GetResponse take(String queue, @org.jspecify.annotations.Nullable String correlation) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> channel.basicGet(queue, true),
            got ->
                got != null
                    && (correlation == null
                        || correlation.equals(got.getProps().getCorrelationId())));
  }

  private static JsonNode json(GetResponse message) throws IOException {
    return Json.MAPPER.readTree(message.getBody());
  }
}
