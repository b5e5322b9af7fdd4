package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.KafkaServer;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class KafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static KafkaServer kafka;
  private static StartedHub hub;
  private static KafkaProducer<String, byte[]> producer;
  private static KafkaConsumer<String, byte[]> consumer;
  private static final List<ConsumerRecord<String, byte[]>> SEEN = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    kafka = KafkaServer.start(directory.resolve("kafka"));
    hub =
        StartedHub.start(
            directory.resolve("state"),
            Map.of("serai.ingress.kafka", "true", "serai.kafka.bootstrap", kafka.bootstrap()));
    int large = 60 << 20;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrap(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                large,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                128L << 20),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "it",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                1000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of("serai.results", "serai.dead-letters"));
  }

  @AfterAll
  static void stop() {
    consumer.close();
    producer.close();
    hub.close();
    kafka.close();
  }

  @Test
  void answersOnTheResultsTopicKeyedByJob() throws Exception {
    String key = send("{\"language\":\"python\",\"code\":\"print(7)\"}");

    ConsumerRecord<String, byte[]> answer = await("serai.results", key);
    JsonNode result = Json.MAPPER.readTree(answer.value());
    assertThat(result.path("stdout").asText()).isEqualTo("7\n");
    assertThat(answer.key()).isEqualTo(result.path("jobId").asText());
  }

  static Stream<Arguments> badRecords() {
    return Stream.of(
        Arguments.of("{", "malformed-json"),
        Arguments.of("{\"language\":\"python\",\"code\":\"1\",\"colour\":1}", "invalid-job"),
        Arguments.of("{\"language\":\"python\",\"code\":1}", "invalid-job"),
        Arguments.of("{\"language\":\"perl\",\"code\":\"1\"}", "invalid-job"),
        Arguments.of(
            "{\"language\":\"python\",\"code\":\"1\",\"tenant\":\"nobody\"}", "unknown-tenant"));
  }

  @ParameterizedTest
  @MethodSource("badRecords")
  void keepsWhatCannotBecomeAJobAndTellsItsSender(String body, String code) throws Exception {
    assertKept(body.getBytes(StandardCharsets.UTF_8), code);
  }

  @Test
  void keepsARecordThatIsNotUtf8() throws Exception {
    assertKept(new byte[] {'{', (byte) 0xff, '}'}, "invalid-utf8");
  }

  @Test
  void keepsARecordOf50Megabytes() throws Exception {
    byte[] body = new byte[50 << 20];
    Arrays.fill(body, (byte) ' ');

    assertKept(body, "body-too-large");
  }

  private static void assertKept(byte[] body, String code) throws Exception {
    String key = UUID.randomUUID().toString();
    producer.send(new ProducerRecord<>("serai.jobs", key, body)).get();

    ConsumerRecord<String, byte[]> letter =
        awaitRecord(
            record ->
                record.topic().equals("serai.dead-letters")
                    && Arrays.equals(record.value(), body)
                    && code.equals(header(record, "serai-reason-code")));
    assertThat(header(letter, "serai-reason")).isNotBlank();
    JsonNode problem = Json.MAPPER.readTree(await("serai.results", key).value());
    assertThat(problem.path("type").asText()).isEqualTo("urn:serai:problem:" + code);
    String next = send("{\"language\":\"python\",\"code\":\"print(1)\"}");
    assertThat(Json.MAPPER.readTree(await("serai.results", next).value()).path("stdout").asText())
        .isEqualTo("1\n");
  }

  private static String send(String job) throws Exception {
    String key = UUID.randomUUID().toString();
    producer
        .send(new ProducerRecord<>("serai.jobs", key, job.getBytes(StandardCharsets.UTF_8)))
        .get();
    return key;
  }

  private static ConsumerRecord<String, byte[]> await(String topic, String correlation) {
    return awaitRecord(
        record ->
            record.topic().equals(topic) && correlation.equals(header(record, "correlation-id")));
  }

  private static ConsumerRecord<String, byte[]> awaitRecord(
      Predicate<ConsumerRecord<String, byte[]>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : SEEN) {
        if (wanted.test(record)) {
          return record;
        }
      }
      consumer.poll(Duration.ofMillis(200)).forEach(SEEN::add);
    }
    throw new AssertionError("no such record within " + PATIENCE);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
