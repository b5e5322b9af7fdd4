package io.serai.it.chaos;

import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Kafka broker in a process of its own. */
final class KafkaProcess implements Server {

  private final Path directory;
  private final int port = Ports.free();
  private final int advertised;
  private Process process;

  /**
   * A broker that has been started.
   *
   * @param advertised the port of the relay in front of it
   */
  KafkaProcess(Path directory, int advertised) throws IOException {
    this.directory = directory;
    this.advertised = advertised;
    Files.createDirectories(directory);
    this.process = launch();
  }

  private Process launch() throws IOException {
    return JavaProcess.start(
        KafkaProcess.class,
        directory.resolve("log"),
        directory.resolve("data").toString(),
        String.valueOf(port),
        String.valueOf(advertised));
  }

  /** The broker itself; it ends when it is told to. */
  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    try (KafkaServer server = KafkaServer.start(data, port, Integer.parseInt(arguments[2]))) {
      System.err.println("Kafka listens on " + server.bootstrap());
      Thread.currentThread().join();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void start() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }
}
