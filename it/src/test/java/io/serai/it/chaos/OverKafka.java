package io.serai.it.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Produces with all acknowledgements, and hears every answer from the beginning of their topic. */
final class OverKafka implements Producer {

  private static final TopicPartition ANSWERS = new TopicPartition("serai.results", 0);

  private final KafkaProducer<String, byte[]> producer;
  private final ExecutorService listener = Executors.newSingleThreadExecutor();
  private final Answers answers;
  private volatile boolean open = true;

  OverKafka(String bootstrap, Answers answers) {
    this.answers = answers;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                300_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000),
            new StringSerializer(),
            new ByteArraySerializer());
    listener.execute(() -> listen(bootstrap));
  }

  @Override
  public String ingress() {
    return "kafka";
  }

  @Override
  public void send(Ticket ticket) throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>("serai.jobs", ticket.key(), ticket.job())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take a record for five minutes", e);
    }
  }

  private void listen(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(ANSWERS));
      consumer.seekToBeginning(List.of(ANSWERS));
      while (open) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    Header correlation = message.headers().lastHeader("correlation-id");
    answers.heard(
        new String(correlation.value(), StandardCharsets.UTF_8),
        Answers.Seen.read(message.key(), message.value()));
  }

  @Override
  public void close() {
    open = false;
    listener.shutdown();
    producer.close(Duration.ofSeconds(2));
  }
}
