package io.serai.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A user of Kafka: sends jobs, and reads answers and dead letters. */
final class Topics implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  /** Makes the topics, where they are not there yet. */
  Topics(Map<String, Object> client, String... further) throws Exception {
    List<NewTopic> topics =
        Stream.concat(
                Stream.of("serai.jobs", "serai.results", "serai.dead-letters"), Stream.of(further))
            .map(name -> new NewTopic(name, Optional.empty(), Optional.empty()))
            .toList();
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(topics).all().get();
    }
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    Map<String, Object> reading = new HashMap<>(client);
    reading.putAll(Map.of("group.id", "it", "auto.offset.reset", "earliest"));
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of("serai.results", "serai.dead-letters"));
  }

  /** Sends a job; returns its key, which answers carry as their correlation id. */
  String send(String topic, String job, Map<String, String> headers) throws Exception {
    return send(topic, UUID.randomUUID().toString(), job, headers);
  }

  String send(String topic, String key, String job, Map<String, String> headers) throws Exception {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, job.getBytes(StandardCharsets.UTF_8));
    headers.forEach(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
    return key;
  }

  ConsumerRecord<String, byte[]> answer(String key) {
    return await(
        each -> each.topic().equals("serai.results") && key.equals(header(each, "correlation-id")));
  }

  ConsumerRecord<String, byte[]> deadLetter(String code) {
    ConsumerRecord<String, byte[]> found =
        await(
            each ->
                each.topic().equals("serai.dead-letters")
                    && code.equals(header(each, "serai-reason-code")));
    seen.remove(found);
    return found;
  }

  boolean hasAnswered(String key) {
    return seen.stream().anyMatch(each -> key.equals(header(each, "correlation-id")));
  }

  private ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
      Optional<ConsumerRecord<String, byte[]>> found = seen.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new AssertionError("no such record within " + PATIENCE);
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    consumer.close(Duration.ofSeconds(2));
  }
}
