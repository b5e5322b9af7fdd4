package io.serai.hub.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends jobs to the topic {@code serai.jobs}; the answers come on {@code serai.results}. */
public final class KafkaSender implements JobSender {

  private static final String JOBS = "serai.jobs";
  private static final String RESULTS = "serai.results";
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread listener;
  private final ConcurrentHashMap<String, CompletableFuture<Answer>> awaited =
      new ConcurrentHashMap<>();
  private volatile boolean open = true;

  /** Connects to the given bootstrap servers, and listens from now on. */
  public KafkaSender(String bootstrap) {
    createTopics(bootstrap);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    listenFromNowOn();
    listener = new Thread(this::listen, "kafka-answers");
    listener.setDaemon(true);
    listener.start();
  }

  /** A topic that is not there yet has no partitions to listen to. */
  private static void createTopics(String bootstrap) {
    List<NewTopic> topics =
        Stream.of(JOBS, RESULTS)
            .map(name -> new NewTopic(name, Optional.empty(), Optional.empty()))
            .toList();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      for (KafkaFuture<Void> creating : admin.createTopics(topics).values().values()) {
        awaitTopic(creating);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitTopic(KafkaFuture<Void> creating) throws InterruptedException {
    try {
      creating.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("Kafka topic could not be made; " + e.getMessage(), e);
      }
    }
  }

  /** Positions are taken before the first job is sent, so that no answer is missed. */
  private void listenFromNowOn() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(RESULTS).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private void listen() {
    try (consumer) {
      while (open) {
        consumer.poll(POLL).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    Header correlation = message.headers().lastHeader("correlation-id");
    if (correlation == null) {
      return;
    }
    CompletableFuture<Answer> waiter =
        awaited.remove(new String(correlation.value(), StandardCharsets.UTF_8));
    if (waiter != null) {
      waiter.complete(Answer.read(message.value()));
    }
  }

  @Override
  public CompletableFuture<Answer> send(byte[] job) {
    String key = UUID.randomUUID().toString();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    awaited.put(key, answer);
    var unused =
        producer.send(
            new ProducerRecord<>(JOBS, key, job),
            (metadata, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  @Override
  public void close() {
    open = false;
    producer.close(Duration.ofSeconds(2));
  }
}
