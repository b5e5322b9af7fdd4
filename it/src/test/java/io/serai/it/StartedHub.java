package io.serai.it;

import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A hub in a process of its own, on free ports. */
public final class StartedHub implements AutoCloseable {

  /** The repository, whose routes and policies a hub runs on. */
  public static final Path HOME = Path.of(System.getProperty("serai.home", "..")).toAbsolutePath();

  private static final Duration READY = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private StartedHub(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts a hub on the repository's own routes and policies. */
  static StartedHub start(Path state, Map<String, String> settings) throws IOException {
    return start(HOME, state, settings);
  }

  static StartedHub start(Path home, Path state, Map<String, String> settings) throws IOException {
    return start(CommandLine.of("run"), home, state, settings);
  }

  /** Starts one by another command than that of the classes under test. */
  static StartedHub start(List<String> run, Path home, Path state, Map<String, String> settings)
      throws IOException {
    StartedHub hub = launch(run, home, state, settings);
    hub.awaitReady();
    return hub;
  }

  /** Waits until it takes jobs. */
  public void awaitReady() {
    Awaitility.await("hub is ready; its log is " + log)
        .atMost(READY)
        .pollInterval(Duration.ofMillis(100))
        .until(this::isReady);
  }

  /** Starts a hub, and does not wait until it is ready. */
  public static StartedHub launch(Path home, Path state, Map<String, String> settings)
      throws IOException {
    return launch(CommandLine.of("run"), home, state, settings);
  }

  private static StartedHub launch(
      List<String> run, Path home, Path state, Map<String, String> settings) throws IOException {
    Files.createDirectories(state);
    int port = Ports.free();
    List<String> command = new ArrayList<>(run);
    command.addAll(List.of("--home", home.toString()));
    command.addAll(List.of("--set", "serai.state=" + state, "--set", "serai.http.port=" + port));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    Path log = state.resolve("hub-" + port + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new StartedHub(process, port, log);
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    if (headers.length == 0) {
      request.header("Content-Type", "application/json");
    } else {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  /** Where a path of its is. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What it holds of memory now, in bytes. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  long processId() {
    return process.pid();
  }

  /** How many file descriptors the hub holds. */
  long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.count();
    }
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("hub ended early; its log is " + log);
    }
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The processes that the hub has started, and theirs. */
  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** As a power failure would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** As an operator would: it has not ended yet when this returns. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }
}
