package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.client.Answer;
import io.serai.hub.client.KafkaSender;
import io.serai.hub.client.RabbitSender;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.PostgresServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the database is away messages stay with their brokers, and no try is counted. */
class DatabaseAwayTest {

  private static final byte[] JOB =
      "{\"language\":\"python\",\"code\":\"print(1)\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void acceptsOnceItIsBackWhatCameMeanwhile(@TempDir Path directory) throws Exception {
    try (PostgresServer database = PostgresServer.start(directory.resolve("database"));
        PortRelay relay = new PortRelay(port(database));
        AmqpServer amqp = AmqpServer.start(directory.resolve("amqp"));
        KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
        StartedHub hub = StartedHub.start(directory.resolve("hub"), settings(relay, amqp, kafka));
        RabbitSender rabbitmq = new RabbitSender(amqp.uri());
        KafkaSender topic = new KafkaSender(kafka.bootstrap())) {
      assertThat(status(rabbitmq.send(JOB))).isEqualTo("succeeded");
      assertThat(status(topic.send(JOB))).isEqualTo("succeeded");

      relay.takeAway();
      CompletableFuture<Answer> queued = rabbitmq.send(JOB);
      CompletableFuture<Answer> appended = topic.send(JOB);
      awaitFailure(hub);
      relay.bringBack();

      assertThat(status(queued)).isEqualTo("succeeded");
      assertThat(status(appended)).isEqualTo("succeeded");
      assertThat(hub.get("/v1/dead-letters").body()).isEqualTo("{\"deadLetters\":[]}");
    }
  }

  private static Map<String, String> settings(PortRelay relay, AmqpServer amqp, KafkaServer kafka) {
    return Map.of(
        "serai.database.url",
        "jdbc:postgresql://127.0.0.1:" + relay.port() + "/postgres?user=postgres",
        "serai.ingress.rabbitmq",
        "true",
        "serai.rabbitmq.uri",
        amqp.uri(),
        "serai.ingress.kafka",
        "true",
        "serai.kafka.bootstrap",
        kafka.bootstrap(),
        "serai.ingress.max-tries",
        "1");
  }

  /** A connection is waited for, so that it takes half a minute to fail. */
  private static void awaitFailure(StartedHub hub) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> hub.log().contains("accept store failed to write"));
  }

  private static int port(PostgresServer database) {
    return URI.create(database.jdbcUrl().replace("jdbc:", "")).getPort();
  }

  private static String status(CompletableFuture<Answer> answer) throws Exception {
    return answer.get(90, TimeUnit.SECONDS).status();
  }
}
