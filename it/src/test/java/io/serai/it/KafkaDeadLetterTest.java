package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.Answer;
import io.serai.hub.client.KafkaSender;
import io.serai.hub.embedded.KafkaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and answers at which Kafka alone would stand still. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class KafkaDeadLetterTest {

  private static final byte[] JOB =
      "{\"language\":\"python\",\"code\":\"print(7)\"}".getBytes(StandardCharsets.UTF_8);

  private static KafkaServer kafka;
  private static DeadLetterHub hub;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    kafka = KafkaServer.start(directory.resolve("kafka"));
    hub =
        DeadLetterHub.start(
            directory,
            Map.of(
                "serai.ingress.kafka", "true",
                "serai.kafka.bootstrap", kafka.bootstrap(),
                "serai.ingress.max-tries", "2",
                "serai.replies.max-tries", "2"));
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    hub.close();
    kafka.close();
  }

  @Test
  void keepsAPoisonRecordAndGoesOnBehindIt() throws Exception {
    try (KafkaSender sender = new KafkaSender(kafka.bootstrap())) {
      var sent =
          producer
              .send(
                  new ProducerRecord<>(
                      "serai.jobs",
                      0,
                      "key",
                      JOB,
                      List.of(
                          new RecordHeader("ce_type", "here".getBytes(StandardCharsets.UTF_8)),
                          new RecordHeader("binary", new byte[] {(byte) 0xff}))))
              .get();
      Answer behind = sender.send(JOB).get(60, TimeUnit.SECONDS);
      assertThat(behind.status()).isEqualTo("succeeded");

      JsonNode letter = hub.letter("poison");
      assertThat(letter.path("origin").path("position").asText())
          .isEqualTo(sent.partition() + ":" + sent.offset());
      assertThat(letter.path("message").asText()).contains("in each of 2 tries");
      JsonNode whole = hub.get("/v1/dead-letters/" + letter.path("id").asText());
      assertThat(whole.path("body").path("text").asText())
          .isEqualTo(new String(JOB, StandardCharsets.UTF_8));
      assertThat(whole.path("headers"))
          .anySatisfy(
              header -> {
                assertThat(header.path("name").asText()).isEqualTo("binary");
                assertThat(header.path("value").asText()).isEqualTo("/w==");
                assertThat(header.path("encoding").asText()).isEqualTo("base64");
              });
    }
  }

  @Test
  void keepsAnAnswerThatIsTooLargeForItsTopic() throws Exception {
    String job =
        "{\"language\":\"python\",\"code\":\"print('x' * 3000000)\","
            + "\"limits\":{\"outputBytes\":4000000}}";
    producer
        .send(new ProducerRecord<>("serai.jobs", "big", job.getBytes(StandardCharsets.UTF_8)))
        .get();

    JsonNode letter = hub.letter("reply-undeliverable");
    assertThat(letter.path("source").asText()).isEqualTo("kafka");
    assertThat(letter.path("bytes").asLong()).isGreaterThan(3_000_000);
    assertThat(letter.path("tenant").asText()).isEqualTo("default");
    assertThat(hub.serai("drop", letter.path("id").asText()).out()).contains("dropped");
  }
}
