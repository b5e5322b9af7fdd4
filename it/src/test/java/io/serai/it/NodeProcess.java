package io.serai.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A sandbox node in a process of its own. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private NodeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a node on a free port of 127.0.0.2, in a region of a cloud. */
  static NodeProcess start(String name, Path state, Map<String, String> settings)
      throws IOException {
    return start(
        name,
        state,
        settings,
        "--cloud",
        "aws",
        "--region",
        "eu-west-1",
        "--listen",
        "127.0.0.2:0");
  }

  /** Starts a node with options of its own. */
  static NodeProcess start(String name, Path state, Map<String, String> settings, String... options)
      throws IOException {
    Files.createDirectories(state);
    List<String> command =
        Jvm.command(
            256,
            "io.serai.hub.Main",
            "node",
            "--home",
            StartedHub.HOME.toString(),
            "--name",
            name,
            "--set",
            "serai.state=" + state);
    command.addAll(List.of(options));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    Path log = state.resolve("node.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    NodeProcess node = new NodeProcess(process, log);
    Awaitility.await("node is ready; its log is " + log)
        .atMost(Duration.ofSeconds(60))
        .until(() -> node.log().contains("serai node '" + name + "' is ready at "));
    return node;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      throw new IllegalStateException("node does not end; its log is " + log);
    }
    return process.exitValue();
  }

  /** As a power failure of its cloud would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
