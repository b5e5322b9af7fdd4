package io.serai.hub.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker of one node in this process, on loopback, for trying Serai out. It is its own
 * controller (KRaft, KIP-500).
 */
public final class KafkaServer implements AutoCloseable {

  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  /** The same at each start, or it would not start on what it has stored. */
  private static final String CLUSTER = new Uuid(0x5e7a1, NODE).toString();

  private final KafkaRaftServer server;
  private final int port;

  private KafkaServer(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it, on free ports.
   *
   * @param directory for its log; made when absent
   */
  public static KafkaServer start(Path directory) {
    return start(directory, Ports.free());
  }

  /**
   * Starts it, on the given port.
   *
   * @param directory for its log; made when absent
   */
  public static KafkaServer start(Path directory, int port) {
    return start(directory, port, port);
  }

  /**
   * Starts it, on the given port.
   *
   * @param directory for its log; made when absent
   * @param advertised the port clients are told to use, of a relay in front of it
   */
  public static KafkaServer start(Path directory, int port, int advertised) {
    return start(directory, port, listeners("PLAINTEXT", port, advertised));
  }

  /**
   * Starts it, on the given port.
   *
   * @param directory for its log; made when absent
   * @param protocol {@code PLAINTEXT}, {@code SSL} or {@code SASL_SSL}
   * @param security what the protocol needs, in Kafka's words
   */
  public static KafkaServer start(
      Path directory, int port, String protocol, Map<String, String> security) {
    Map<String, String> settings = new HashMap<>(listeners(protocol, port, port));
    settings.putAll(security);
    return start(directory, port, settings);
  }

  private static KafkaServer start(Path directory, int port, Map<String, String> listeners) {
    try {
      Files.createDirectories(directory);
      format(directory);
      Map<String, String> all = new HashMap<>(settings(directory));
      all.putAll(listeners);
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(all, false), Time.SYSTEM);
      server.startup();
      return new KafkaServer(server, port);
    } catch (Exception e) {
      throw new IllegalStateException(
          "embedded Kafka could not start in '" + directory + "'; " + e.getMessage(), e);
    }
  }

  private static void format(Path directory) throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setClusterId(CLUSTER)
        .setNodeId(NODE)
        .setControllerListenerName(CONTROLLER)
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  /** One listener for clients; and one for the broker itself, which has no certificate to show. */
  private static Map<String, String> listeners(String protocol, int port, int advertised) {
    int controller = Ports.free();
    String itself = "ITSELF://127.0.0.1:" + Ports.free();
    return Map.of(
        "controller.quorum.voters",
        NODE + "@127.0.0.1:" + controller,
        "listeners",
        "CLIENTS://127.0.0.1:" + port + "," + itself + ",CONTROLLER://127.0.0.1:" + controller,
        "advertised.listeners",
        "CLIENTS://127.0.0.1:" + advertised + "," + itself,
        "inter.broker.listener.name",
        "ITSELF",
        "listener.security.protocol.map",
        "CLIENTS:" + protocol + ",ITSELF:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  private static Map<String, String> settings(Path directory) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", String.valueOf(NODE)),
        Map.entry("controller.listener.names", CONTROLLER),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("num.partitions", "1"),
        Map.entry("message.max.bytes", String.valueOf(64 << 20)),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"));
  }

  /** Its bootstrap server, {@code host:port}. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
