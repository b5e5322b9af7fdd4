package io.serai.bench;

import io.serai.hub.client.HubClient;
import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** One side of a comparison, in a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 40;

  private final Process process;
  private final int port;
  private final Path state;

  private ServerProcess(Process process, int port, Path state) {
    this.process = process;
    this.port = port;
    this.state = state;
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param server its main class, which is told home, state and port
   * @param more what else it is told
   */
  static ServerProcess start(Class<?> server, Path home, String... more)
      throws IOException, InterruptedException {
    Path state = Files.createTempDirectory("serai-bench-");
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-Dcamel.threads.virtual.enabled=true",
                "-cp",
                System.getProperty("java.class.path"),
                server.getName(),
                home.toAbsolutePath().toString(),
                state.toString(),
                String.valueOf(port)));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).inheritIO().start();
    ServerProcess started = new ServerProcess(process, port, state);
    started.awaitReady();
    return started;
  }

  private void awaitReady() throws InterruptedException {
    HubClient client = new HubClient(URI.create("http://127.0.0.1:" + port));
    for (int i = 0; i < 600; i++) {
      if (!process.isAlive()) {
        throw new IllegalStateException("server for port " + port + " ended early");
      }
      try {
        if (client.get("/readyz").successful()) {
          return;
        }
      } catch (IllegalStateException e) {
        // Not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("server for port " + port + " is not ready");
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    FileUtils.deleteDirectory(state.toFile());
  }
}
