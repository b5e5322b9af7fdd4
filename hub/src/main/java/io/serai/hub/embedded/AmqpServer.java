package io.serai.hub.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.BrokerModel;
import org.apache.qpid.server.model.SystemConfig;

/**
 * An AMQP 0-9-1 broker in this process (Apache Qpid Broker-J), on loopback, for trying Serai out.
 * It keeps messages in memory only, and takes what it does not know of a queue for unsaid: its
 * quorum queues are plain ones.
 */
public final class AmqpServer implements AutoCloseable {

  private final SystemLauncher launcher;
  private final int port;

  private AmqpServer(SystemLauncher launcher, int port) {
    this.launcher = launcher;
    this.port = port;
  }

  /**
   * Starts it, on a free port.
   *
   * @param directory for its configuration; made when absent
   */
  public static AmqpServer start(Path directory) {
    return start(directory, Ports.free());
  }

  /**
   * Starts it, on the given port.
   *
   * @param directory for its configuration; made when absent
   */
  public static AmqpServer start(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      Path configuration = directory.resolve("broker.json");
      Files.writeString(configuration, configuration(port));
      SystemLauncher launcher = new SystemLauncher();
      launcher.startup(
          Map.of(
              SystemConfig.TYPE,
              "Memory",
              SystemConfig.INITIAL_CONFIGURATION_LOCATION,
              configuration.toUri().toString(),
              SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
              "false",
              SystemConfig.CONTEXT,
              Map.of("qpid.work_dir", directory.toString())));
      return new AmqpServer(launcher, port);
    } catch (Exception e) {
      throw new IllegalStateException(
          "embedded AMQP broker could not start in '" + directory + "'; " + e.getMessage(), e);
    }
  }

  private static String configuration(int port) throws IOException {
    try (InputStream in = AmqpServer.class.getResourceAsStream("amqp-broker.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("@model@", BrokerModel.MODEL_VERSION)
          .replace("@port@", String.valueOf(port));
    }
  }

  /** Where it listens, with user and password. */
  public String uri() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  @Override
  public void close() {
    launcher.shutdown();
  }
}
