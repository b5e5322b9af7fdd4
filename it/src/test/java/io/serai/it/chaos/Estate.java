package io.serai.it.chaos;

import io.serai.hub.embedded.Ports;
import io.serai.it.StartedHub;
import io.serai.it.Wan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two hubs, the servers they stand on, and the ways between them. */
final class Estate implements AutoCloseable {

  private final Path directory;
  private final Deque<AutoCloseable> parts;
  private final List<StartedHub> hubs = new CopyOnWriteArrayList<>();
  private final SmallDisk disk;
  private final PostgresProcess postgres;
  private final RabbitProcess rabbitmq;
  private final KafkaProcess kafka;
  private final Wan toPostgres;
  private final Wan toRabbitmq;
  private final Wan toKafka;

  /**
   * Starts everything.
   *
   * @param diskMib how large the database's disk is
   */
  static Estate start(Path directory, int diskMib) throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new Estate(directory, diskMib, parts);
    } catch (IOException | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private Estate(Path directory, int diskMib, Deque<AutoCloseable> parts) throws IOException {
    this.directory = directory;
    this.parts = parts;
    this.disk = part(SmallDisk.mount(directory.resolve("disk"), diskMib));
    this.postgres = part(new PostgresProcess(disk.path(), directory.resolve("postgresql")));
    this.rabbitmq = part(new RabbitProcess(directory.resolve("rabbitmq-server")));
    int kafkaFront = Ports.free();
    this.kafka = part(new KafkaProcess(directory.resolve("kafka"), kafkaFront));
    this.toPostgres = part(way(0, postgres.port()));
    this.toRabbitmq = part(way(0, rabbitmq.uri().getPort()));
    this.toKafka = part(way(kafkaFront, kafka.port()));
    parts.push(() -> hubs.forEach(StartedHub::close));
    for (int i = 0; i < 2; i++) {
      hubs.add(launch(i));
    }
    hubs.forEach(StartedHub::awaitReady);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private static Wan way(int from, int to) throws IOException {
    return new Wan(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), from),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
  }

  private StartedHub launch(int number) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.database.url", PostgresProcess.jdbcUrl(toPostgres.port()));
    settings.put("serai.ingress.rabbitmq", "true");
    settings.put("serai.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:" + toRabbitmq.port());
    settings.put("serai.ingress.kafka", "true");
    settings.put("serai.kafka.bootstrap", "127.0.0.1:" + toKafka.port());
    settings.put("serai.lease.seconds", "10");
    settings.put("serai.docker.host", "");
    return StartedHub.launch(StartedHub.HOME, directory.resolve("hub-" + number), settings);
  }

  StartedHub hub(int number) {
    return hubs.get(number);
  }

  /** Where jobs may be sent by HTTP. */
  List<URI> executes() {
    return hubs.stream().map(hub -> hub.uri("/execute")).toList();
  }

  /** Starts a hub that has ended. */
  void startAgain(int number) throws IOException {
    hubs.set(number, launch(number));
  }

  SmallDisk disk() {
    return disk;
  }

  PostgresProcess postgres() {
    return postgres;
  }

  RabbitProcess rabbitmq() {
    return rabbitmq;
  }

  KafkaProcess kafka() {
    return kafka;
  }

  List<Wan> ways() {
    return List.of(toPostgres, toRabbitmq, toKafka);
  }

  /** Where Kafka is reached: a broker tells its clients to take the way that faults are made on. */
  String kafkaBootstrap() throws IOException {
    return "127.0.0.1:" + toKafka.port();
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("campaign: something could not be closed: " + e);
      }
    }
  }
}
