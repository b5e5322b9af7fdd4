package io.serai.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.Ports;
import io.serai.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The Prometheus of this machine, with the project's configuration and rules, in a hurry. */
final class PrometheusProcess implements AutoCloseable {

  private static final Path DEPLOY = StartedHub.HOME.resolve("deploy/prometheus");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private PrometheusProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one that scrapes a hub each second; ends the test where none is installed. */
  static PrometheusProcess watching(StartedHub hub, Path directory) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prometheus")),
        "prometheus is not installed; deploy/provision install test installs it");
    hurried("rules.yaml", directory);
    Path config = hurried("prometheus.yaml", directory);
    Files.writeString(
        config, Files.readString(config).replace("127.0.0.1:8080", "127.0.0.1:" + hub.port()));
    int port = Ports.free();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusProcess(process, port);
  }

  private static Path hurried(String file, Path directory) throws IOException {
    return Files.writeString(
        directory.resolve(file), Files.readString(DEPLOY.resolve(file)).replace("15s", "1s"));
  }

  /** What it answers to a query for this moment. */
  JsonNode asked(String query) throws IOException, InterruptedException {
    URI question =
        URI.create(
            "http://127.0.0.1:%d/api/v1/query?query=%s"
                .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8)));
    return Json.MAPPER.readTree(
        client.send(HttpRequest.newBuilder(question).build(), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
