package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.Ports;
import io.serai.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers over TLS, which vouch for their users: RabbitMQ by user id, Kafka by topic. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before the first test.
class WitnessedSendersTest {

  private static final String SENDERS =
      """
      maxAgeSeconds: 60
      users: {alice: demo, bob: default}
      topics: {serai.jobs.demo: demo}
      """;

  private static PrivateRabbit rabbit;
  private static KafkaServer kafka;
  private static Topics topics;
  private static StartedHub hub;
  private static String alice;
  private static String bob;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path certificates = directory.resolve("certificates");
    Certificates.hub(certificates);
    Certificates.node(certificates, "server", "127.0.0.1");
    rabbit = PrivateRabbit.start(directory.resolve("senders"), certificates);
    rabbit.user("alice", "a").user("bob", "b");
    alice = rabbit.uri().replace("guest:guest", "alice:a");
    bob = rabbit.uri().replace("guest:guest", "bob:b");
    kafka =
        KafkaServer.start(
            directory.resolve("kafka"), Ports.free(), "SSL", broker(certificates, "required"));
    Map<String, Object> client = client(certificates);
    topics = new Topics(client, "serai.jobs.demo", "serai.jobs.other");
    Path home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/senders.yaml"), SENDERS);
    hub = StartedHub.start(home, directory.resolve("state"), settings(certificates));
  }

  private static Map<String, String> settings(Path certificates) {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.ingress.rabbitmq", "true");
    settings.put("serai.rabbitmq.uri", rabbit.tlsUri());
    settings.put("serai.rabbitmq.tenant", "user-id");
    settings.put("serai.ingress.kafka", "true");
    settings.put("serai.kafka.bootstrap", kafka.bootstrap());
    settings.put("serai.kafka.security", "SSL");
    settings.put("serai.kafka.tenant", "topic");
    for (String broker : new String[] {"rabbitmq", "kafka"}) {
      settings.put("serai." + broker + ".tls.ca", certificates.resolve("ca.pem").toString());
      settings.put(
          "serai." + broker + ".tls.certificate", certificates.resolve("hub.pem").toString());
      settings.put("serai." + broker + ".tls.key", certificates.resolve("hub.key").toString());
    }
    return settings;
  }

  /** What makes Kafka speak TLS, with the certificate {@code server}. */
  static Map<String, String> broker(Path certificates, String clientAuth) throws Exception {
    return Map.of(
        "ssl.client.auth",
        clientAuth,
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.key",
        Files.readString(certificates.resolve("server.key")),
        "ssl.keystore.certificate.chain",
        Files.readString(certificates.resolve("server.pem")),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.certificates",
        Files.readString(certificates.resolve("ca.pem")));
  }

  private static Map<String, Object> client(Path certificates) throws Exception {
    return Map.of(
        "bootstrap.servers",
        kafka.bootstrap(),
        "security.protocol",
        "SSL",
        "metadata.max.age.ms",
        1_000,
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.key",
        Files.readString(certificates.resolve("hub.key")),
        "ssl.keystore.certificate.chain",
        Files.readString(certificates.resolve("hub.pem")),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificates.resolve("ca.pem").toString());
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {topics, hub, kafka, rabbit}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void runsAUsersJobForTheUsersTenant() throws Exception {
    try (Mailbox user = new Mailbox(alice)) {
      String correlation = user.send(Mailbox.JOB, new BasicProperties.Builder().userId("alice"));
      assertIsOf(user.answer(correlation), "alice", "demo");
    }
  }

  @Test
  void refusesTheTenantOfAnother() throws Exception {
    try (Mailbox user = new Mailbox(bob)) {
      String job = Mailbox.JOB.replace("}", ",\"tenant\":\"demo\"}");
      String correlation = user.send(job, new BasicProperties.Builder().userId("bob"));
      assertThat(user.answer(correlation).path("type").asText())
          .isEqualTo("urn:serai:problem:foreign-tenant");
      assertThat(code(user.deadLetter())).isEqualTo("foreign-tenant");
    }
  }

  /** The broker's word, not ours: it ends the channel of whoever claims another user. */
  @Test
  void leavesItToTheBrokerToRefuseAnothersName() throws Exception {
    try (Mailbox user = new Mailbox(bob)) {
      user.send(Mailbox.JOB, new BasicProperties.Builder().userId("alice"));
      Awaitility.await().until(() -> !user.channel.isOpen());
      assertThat(user.channel.getCloseReason().getMessage()).contains("user_id");
    }
  }

  @Test
  void neitherRunsNorAnswersWhoeverIsNotListedOrHidesInAHeader() throws Exception {
    try (Mailbox user = new Mailbox(rabbit.uri())) {
      user.send(Mailbox.JOB, new BasicProperties.Builder().userId("guest"));
      assertThat(code(user.deadLetter())).isEqualTo("unauthenticated");
      Map<String, Object> forged =
          Map.of(
              "CamelSpringRabbitmqUserId", "alice",
              "cAmElSpringRabbitmqUserId", "alice",
              "user_id", "alice",
              "serai.rabbitmq.properties", "alice");
      user.send(Mailbox.JOB, new BasicProperties.Builder().headers(forged));
      GetResponse letter = user.deadLetter();
      assertThat(code(letter)).isEqualTo("unauthenticated");
      assertThat(letter.getProps().getHeaders())
          .containsKeys("serai-reason-code", "serai-reason")
          .doesNotContainKeys(forged.keySet().toArray(String[]::new));
      assertThat(user.channel.basicGet(user.replies, true)).isNull();
    }
  }

  @Test
  void runsARecordForTheTenantOfItsTopic() throws Exception {
    String key = topics.send("serai.jobs.demo", Mailbox.JOB, Map.of("kafka.TOPIC", "x"));
    assertIsOf(Json.MAPPER.readTree(topics.answer(key).value()), "serai.jobs.demo", "demo");

    String refused =
        topics.send("serai.jobs.other", Mailbox.JOB, Map.of("KAFKA.topic", "serai.jobs.demo"));
    assertThat(topics.deadLetter("unauthenticated").value())
        .isEqualTo(Mailbox.JOB.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    topics.answer(topics.send("serai.jobs.demo", Mailbox.JOB, Map.of()));
    assertThat(topics.hasAnswered(refused)).isFalse();
  }

  private static void assertIsOf(JsonNode result, String submitter, String tenant)
      throws Exception {
    assertThat(result.path("stdout").asText()).isEqualTo("7\n");
    JsonNode job =
        Json.MAPPER.readTree(hub.get("/v1/jobs/" + result.path("jobId").asText()).body());
    assertThat(job.path("tenant").asText()).isEqualTo(tenant);
    assertThat(job.path("submitter").asText()).isEqualTo(submitter);
  }

  private static String code(GetResponse letter) {
    return String.valueOf(letter.getProps().getHeaders().get("serai-reason-code"));
  }
}
