package io.serai.hub.demo;

import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.RabbitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** A Kafka and an AMQP broker for one demo, on loopback; their data go with them. */
public final class DemoBrokers implements AutoCloseable {

  private final Path directory;
  private final KafkaServer kafka;
  private final Runnable closeAmqp;
  private final String amqpUri;
  private final String amqpName;

  private DemoBrokers(Path directory, Path home) {
    this.directory = directory;
    this.kafka = KafkaServer.start(directory.resolve("kafka"));
    Optional<RabbitServer> installed = RabbitServer.start(home, directory.resolve("servers"));
    if (installed.isPresent()) {
      closeAmqp = installed.get()::close;
      amqpUri = installed.get().uri();
      amqpName = "RabbitMQ";
    } else {
      AmqpServer embedded = AmqpServer.start(directory.resolve("amqp"));
      closeAmqp = embedded::close;
      amqpUri = embedded.uri();
      amqpName = "Apache Qpid Broker-J";
    }
  }

  /** Starts both: RabbitMQ where it is installed, else a broker in this process. */
  public static DemoBrokers start(Path home) {
    try {
      return new DemoBrokers(Files.createTempDirectory("serai-demo-"), home);
    } catch (IOException e) {
      throw new UncheckedIOException("temporary directory could not be made", e);
    }
  }

  /** The settings by which a hub takes jobs from both. */
  public Map<String, String> settings() {
    return Map.of(
        "serai.ingress.rabbitmq",
        "true",
        "serai.rabbitmq.uri",
        amqpUri,
        "serai.ingress.kafka",
        "true",
        "serai.kafka.bootstrap",
        kafka.bootstrap());
  }

  /** What they are and where they listen, in words. */
  public String describe() {
    return "Kafka at " + kafka.bootstrap() + ", " + amqpName + " at " + amqpUri;
  }

  @Override
  public void close() {
    closeAmqp.run();
    kafka.close();
    try {
      FileUtils.deleteDirectory(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("demo's files could not be deleted", e);
    }
  }
}
