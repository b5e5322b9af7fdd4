package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.Ports;
import io.serai.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A hub that {@code serai image run} has started, on loopback. */
final class ContainerHub implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String name = "serai-it-" + UUID.randomUUID();
  private final int port = Ports.free();
  private final DockerCli docker;
  private final Process process;
  private final Path log;

  private ContainerHub(DockerCli docker, String tag, Path directory) throws IOException {
    this.docker = docker;
    log = directory.resolve(name + ".log");
    List<String> command =
        List.of(
            StartedHub.HOME.resolve("serai").toString(),
            "image",
            "run",
            "--tag",
            tag,
            "--name",
            name,
            "--engine-host",
            docker.host(),
            "--",
            "--network",
            "host",
            "-e",
            "SERAI_HTTP_HOST=127.0.0.1",
            "-e",
            "SERAI_HTTP_PORT=" + port);
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Starts one, and waits until it takes jobs. */
  static ContainerHub start(DockerCli docker, String tag, Path directory) throws IOException {
    ContainerHub hub = new ContainerHub(docker, tag, directory);
    Awaitility.await("hub is ready; its log is " + hub.log)
        .atMost(READY)
        .until(
            () -> {
              assertThat(hub.process.isAlive()).as(hub.log()).isTrue();
              return hub.isReady();
            });
    return hub;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return client.send(request("/readyz").build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a command inside prints, which must succeed. */
  String inside(String... command) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("exec", name));
    arguments.addAll(List.of(command));
    return docker.run(arguments.toArray(String[]::new));
  }

  /** What the engine knows of the container. */
  String inspected(String format) throws IOException, InterruptedException {
    return docker.run("inspect", "-f", format, name);
  }

  /** Sends a job, and does not wait for its result. */
  CompletableFuture<HttpResponse<String>> execute(String language, String code)
      throws IOException, InterruptedException {
    String job = Json.MAPPER.createObjectNode().put("language", language).put("code", code) + "";
    return client.sendAsync(
        authorized("/execute")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(job))
            .build(),
        BodyHandlers.ofString());
  }

  /** Runs a job that must succeed. */
  JsonNode result(String language, String code) throws Exception {
    HttpResponse<String> answer = execute(language, code).get(60, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(answer.body() + log()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  /** What it answers to its operator. */
  String answered(String path) throws IOException, InterruptedException {
    return client.send(authorized(path).build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
    String key = inside("cat", "/var/lib/serai/operator.key");
    return request(path).header("Authorization", "Bearer " + key);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Sends SIGTERM to its first process, and waits; answers with which code it ended. */
  int terminate() throws IOException, InterruptedException {
    docker.run("kill", "--signal", "TERM", name);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive()) {
        docker.run("rm", "--force", name);
        process.waitFor(30, TimeUnit.SECONDS);
      }
      docker.run("volume", "rm", "--force", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
