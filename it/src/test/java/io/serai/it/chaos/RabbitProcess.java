package io.serai.it.chaos;

import io.serai.hub.embedded.RabbitServer;
import io.serai.it.StartedHub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A RabbitMQ server: the real one, of this machine. */
final class RabbitProcess implements Server {

  private final Path directory;
  private RabbitServer server;

  RabbitProcess(Path directory) {
    this.directory = directory;
    this.server = launch();
  }

  private RabbitServer launch() {
    return RabbitServer.start(StartedHub.HOME, directory)
        .orElseThrow(() -> new IllegalStateException("RabbitMQ does not start; see " + directory));
  }

  URI uri() {
    return URI.create(server.uri());
  }

  @Override
  public void start() {
    server = launch();
  }

  @Override
  public void kill() throws IOException {
    long launcher = Long.parseLong(Files.readString(directory.resolve("rabbitmq/launcher")).trim());
    ProcessHandle.of(launcher)
        .ifPresent(
            process -> {
              var all = process.descendants().toList();
              process.destroyForcibly();
              all.forEach(ProcessHandle::destroyForcibly);
              Awaitility.await()
                  .atMost(Duration.ofSeconds(30))
                  .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            });
  }

  @Override
  public void close() {
    server.close();
  }
}
