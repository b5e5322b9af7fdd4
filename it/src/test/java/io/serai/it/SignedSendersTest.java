package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are signed, on brokers that vouch for nobody. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before the first test.
class SignedSendersTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static AmqpServer amqp;
  private static KafkaServer kafka;
  private static Topics topics;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    Files.writeString(
        home.resolve("policies/senders.yaml"),
        "maxAgeSeconds: 60\nkeys:\n  k1: {tenant: demo, algorithm: hmac-sha-256, key: 'file:%s'}\n"
            .formatted(secret));
    amqp = AmqpServer.start(directory.resolve("amqp"));
    kafka = KafkaServer.start(directory.resolve("kafka"));
    topics =
        new Topics(Map.of("bootstrap.servers", kafka.bootstrap(), "metadata.max.age.ms", 1_000));
    hub =
        StartedHub.start(
            home,
            directory.resolve("state"),
            Map.of(
                "serai.ingress.rabbitmq", "true",
                "serai.rabbitmq.uri", amqp.uri(),
                "serai.rabbitmq.tenant", "signed",
                "serai.ingress.kafka", "true",
                "serai.kafka.bootstrap", kafka.bootstrap(),
                "serai.kafka.tenant", "signed"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {topics, hub, kafka, amqp}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void runsASignedAmqpMessageOnceHoweverOftenItIsReplayed() throws Exception {
    try (Mailbox box = new Mailbox(amqp.uri())) {
      String correlation = UUID.randomUUID().toString();
      Map<String, String> headers = sign(box.replies, correlation, "", "", bytes(Mailbox.JOB));
      publish(box, correlation, headers, Map.of(), bytes(Mailbox.JOB));
      JsonNode result = box.answer(correlation);
      assertThat(result.path("stdout").asText()).isEqualTo("7\n");
      assertIsOfKey(result, "k1");

      Map<String, Object> otherIdentities =
          Map.of("Idempotency-Key", "another", "ce_specversion", "1.0", "ce_id", "x");
      publish(box, correlation, headers, Map.of(), bytes(Mailbox.JOB));
      publish(box, correlation, headers, otherIdentities, bytes(Mailbox.JOB));
      assertNothingFollows(box);
    }
  }

  private static void assertNothingFollows(Mailbox box) throws Exception {
    String next = UUID.randomUUID().toString();
    byte[] job = bytes(Mailbox.JOB);
    publish(box, next, sign(box.replies, next, "", "", job), Map.of(), job);
    GetResponse first =
        org.awaitility.Awaitility.await()
            .until(() -> box.channel.basicGet(box.replies, true), got -> got != null);
    assertThat(first.getProps().getCorrelationId()).isEqualTo(next);
  }

  @Test
  void neitherRunsNorAnswersWhatIsNotSignedAsItStands() throws Exception {
    try (Mailbox box = new Mailbox(amqp.uri())) {
      byte[] job = bytes(Mailbox.JOB);
      String id = UUID.randomUUID().toString();
      Map<String, String> headers = sign(box.replies, id, "", "", job);
      publish(box, id, Map.of(), Map.of(), job);
      assertUnauthenticated(box, job);
      publish(box, "another", headers, Map.of(), job);
      assertUnauthenticated(box, job);
      byte[] other = bytes(Mailbox.JOB.replace('7', '8'));
      publish(box, id, headers, Map.of(), other);
      assertUnauthenticated(box, other);
      assertThat(box.channel.basicGet(box.replies, true)).isNull();
    }
  }

  private static void assertUnauthenticated(Mailbox box, byte[] job) {
    GetResponse letter = box.deadLetter();
    assertThat(letter.getBody()).isEqualTo(job);
    assertThat(letter.getProps().getHeaders().get("serai-reason-code"))
        .hasToString("unauthenticated");
    assertThat(letter.getProps().getReplyTo()).isNull();
    Object number = letter.getProps().getHeaders().get("serai-dead-letter");
    assertThat(hub.post("/v1/dead-letters/" + number + "/replay", "").body())
        .contains("urn:serai:problem:unproven-sender");
  }

  @Test
  void inflatesASignedMessageAndRefusesABomb() throws Exception {
    try (Mailbox box = new Mailbox(amqp.uri())) {
      String correlation = UUID.randomUUID().toString();
      byte[] job = gzip(bytes(Mailbox.JOB));
      Map<String, String> headers = sign(box.replies, correlation, "", "gzip", job);
      publish(box, correlation, headers, Map.of("content-encoding", "gzip"), job);
      assertThat(box.answer(correlation).path("stdout").asText()).isEqualTo("7\n");

      byte[] bomb = gzip(new byte[64 << 20]);
      String second = UUID.randomUUID().toString();
      headers = sign(box.replies, second, "", "gzip", bomb);
      publish(box, second, headers, Map.of("content-encoding", "gzip"), bomb);
      assertThat(box.answer(second).path("type").asText())
          .isEqualTo("urn:serai:problem:body-too-large");
      assertThat(box.deadLetter().getBody()).isEqualTo(bomb);
    }
  }

  @Test
  void runsASignedRecordAndNoOther() throws Exception {
    String key = UUID.randomUUID().toString();
    Map<String, String> headers = sign("", key, "", "", bytes(Mailbox.JOB));
    topics.send("serai.jobs", key, Mailbox.JOB, headers);
    assertIsOfKey(Json.MAPPER.readTree(topics.answer(key).value()), "k1");

    String unsigned = topics.send("serai.jobs", Mailbox.JOB, Map.of());
    topics.deadLetter("unauthenticated");
    String replayed = topics.send("serai.jobs", "another key", Mailbox.JOB, headers);
    topics.deadLetter("unauthenticated");
    assertThat(topics.hasAnswered(unsigned)).isFalse();
    assertThat(topics.hasAnswered(replayed)).isFalse();
  }

  private static void publish(
      Mailbox box,
      String correlation,
      Map<String, String> signed,
      Map<String, Object> further,
      byte[] body)
      throws Exception {
    Map<String, Object> headers = new HashMap<>(signed);
    headers.putAll(further);
    Object coding = headers.remove("content-encoding");
    box.channel.basicPublish(
        "",
        "serai.jobs",
        new BasicProperties.Builder()
            .headers(headers)
            .contentEncoding(coding == null ? null : coding.toString())
            .replyTo(box.replies)
            .correlationId(correlation)
            .build(),
        body);
  }

  /** As docs/ingress.md tells senders to. */
  private static Map<String, String> sign(
      String replyTo, String correlation, String type, String coding, byte[] body)
      throws Exception {
    String id = UUID.randomUUID().toString();
    String timestamp = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(SECRET), "HmacSHA256"));
    mac.update(
        bytes(
            String.join(
                "\n", "serai-v1", "k1", id, timestamp, replyTo, correlation, type, coding, "")));
    return Map.of(
        "serai-key-id",
        "k1",
        "serai-message-id",
        id,
        "serai-timestamp",
        timestamp,
        "serai-signature",
        Base64.getEncoder().encodeToString(mac.doFinal(body)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static void assertIsOfKey(JsonNode result, String key) throws Exception {
    JsonNode job =
        Json.MAPPER.readTree(hub.get("/v1/jobs/" + result.path("jobId").asText()).body());
    assertThat(job.path("submitter").asText()).isEqualTo(key);
    assertThat(job.path("tenant").asText()).isEqualTo("demo");
  }
}
