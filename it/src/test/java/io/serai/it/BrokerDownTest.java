package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.serai.hub.client.KafkaSender;
import io.serai.hub.client.RabbitSender;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose broker is down serves what it can, says what it cannot, and goes on when it can. */
class BrokerDownTest {

  private static final byte[] JOB =
      "{\"language\":\"python\",\"code\":\"print(1)\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void startsWithoutItsBrokerAndConsumesOnceItIsThere(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    Map<String, String> settings =
        Map.of(
            "serai.ingress.rabbitmq",
            "true",
            "serai.rabbitmq.uri",
            "amqp://guest:guest@127.0.0.1:" + port);
    try (StartedHub hub =
        StartedHub.launch(StartedHub.HOME, directory.resolve("state"), settings)) {
      awaitMissingBroker(hub);
      assertThat(hub.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

      try (AmqpServer broker = AmqpServer.start(directory.resolve("amqp"), port)) {
        awaitReady(hub);
        try (RabbitSender sender = new RabbitSender(broker.uri())) {
          assertThat(sender.send(JOB).get(30, TimeUnit.SECONDS).status()).isEqualTo("succeeded");
        }
      }
    }
  }

  @Test
  void startsWithoutTheBrokerOfADoorOfItsOwn(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(
        home.resolve("routes/ingress/north.camel.yaml"),
        Doors.of("north", "refused-rabbitmq", "rabbitmq-jobs-source", "queue: north"));
    int port = Ports.free();
    Map<String, String> settings =
        Map.of("serai.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:" + port);
    try (StartedHub hub = StartedHub.start(home, directory.resolve("state"), settings)) {
      assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

      try (AmqpServer broker = AmqpServer.start(directory.resolve("amqp"), port);
          Mailbox mailbox = new Mailbox(broker.uri())) {
        mailbox.channel.queueDeclare("north", true, false, false, Map.of());
        mailbox.channel.basicPublish(
            "",
            "north",
            new BasicProperties.Builder().replyTo(mailbox.replies).correlationId("n").build(),
            JOB);
        assertThat(mailbox.answer("n").path("status").asText()).isEqualTo("succeeded");
      }
    }
  }

  @Test
  void startsWithoutKafkaAndConsumesOnceItIsThere(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    String bootstrap = "127.0.0.1:" + port;
    Map<String, String> settings =
        Map.of("serai.ingress.kafka", "true", "serai.kafka.bootstrap", bootstrap);
    try (StartedHub hub =
        StartedHub.launch(StartedHub.HOME, directory.resolve("state"), settings)) {
      awaitMissingBroker(hub);
      assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

      try (KafkaServer broker = KafkaServer.start(directory.resolve("kafka"), port)) {
        awaitReady(hub);
        try (KafkaSender sender = new KafkaSender(broker.bootstrap())) {
          assertThat(sender.send(JOB).get(60, TimeUnit.SECONDS).status()).isEqualTo("succeeded");
        }
      }
    }
  }

  private static void awaitMissingBroker(StartedHub hub) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> hub.get("/readyz").body().contains("broker does not answer"));
  }

  private static void awaitReady(StartedHub hub) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.get("/readyz").statusCode() == 200);
  }
}
