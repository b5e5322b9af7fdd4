package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed while its job runs on a node: the next hub asks the node, and runs nothing. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before each test.
class ResumeTest {

  private static final String POLICY =
      """
      clouds: { aws: [aws-1] }
      weights: { latency: 1, price: 0, load: 1, preference: 0 }
      choices: 2
      patienceMs: 60000
      targets:
        - { name: aws, endpoint: 'kamelet:sandbox-node-sink', provider: process, cloud: aws,
            region: aws-1, isolation: process, images: { python: [host] }, capacity: 4,
            preference: 0, registered: true }
      """;

  @TempDir private Path directory;
  private PostgresServer postgres;
  private Cloud aws;

  @BeforeEach
  void start() throws Exception {
    Certificates.hub(directory);
    Homes.copy(directory.resolve("home"), POLICY);
    postgres = PostgresServer.start(directory.resolve("postgres"));
    URI database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
    aws = new Cloud("aws", 5, directory, database);
  }

  @AfterEach
  void stop() throws Exception {
    aws.close();
    postgres.close();
  }

  @Test
  void cancelsWhatRunsOnANode() throws Exception {
    try (StartedHub hub = hub("only")) {
      String location = submit(hub, "import time; time.sleep(50)");
      awaitStarted(aws);

      assertThat(hub.send("DELETE", location).statusCode()).isEqualTo(202);

      JsonNode job =
          Awaitility.await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> json(hub.get(location)), found -> found.has("finishedAt"));
      assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("cancelled");
      assertThat(aws.started()).hasSize(1);
    }
  }

  @Test
  void fetchesTheResultOfWhatAnotherHubHadSent() throws Exception {
    StartedHub first = hub("first");
    String location = submit(first, "import time; time.sleep(4); print('once')");
    awaitStarted(aws);
    first.kill();

    try (StartedHub second = hub("second")) {
      JsonNode job =
          Awaitility.await()
              .atMost(Duration.ofSeconds(40))
              .until(() -> json(second.get(location)), found -> found.has("finishedAt"));
      assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
      assertThat(job.at("/result/stdout").asText()).isEqualTo("once\n");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(json(second.get(location + "/placement")).path("sendings"))
                      .extracting(sending -> sending.path("outcome").asText())
                      .containsOnlyOnce("succeeded"));
    }
    assertThat(aws.started()).hasSize(1);
  }

  private StartedHub hub(String name) throws Exception {
    Map<String, String> settings = new HashMap<>(Certificates.settings(directory, "hub"));
    settings.put("serai.database.url", postgres.jdbcUrl());
    settings.put("serai.lease.seconds", "10");
    settings.put("serai.docker.host", "");
    return StartedHub.start(directory.resolve("home"), directory.resolve(name), settings);
  }

  private static String submit(StartedHub hub, String code) throws Exception {
    HttpResponse<String> accepted =
        hub.post("/v1/jobs", "{\"language\":\"python\",\"code\":\"%s\"}".formatted(code));
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  private static void awaitStarted(Cloud cloud) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> !cloud.started().isEmpty());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }
}
