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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed while its job runs on a node: the next hub asks the node, and runs nothing. */
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

  @Test
  void fetchesTheResultOfWhatAnotherHubHadSent(@TempDir Path directory) throws Exception {
    Certificates.hub(directory);
    Path home = directory.resolve("home");
    Homes.copy(home, POLICY);
    try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"));
        Cloud aws =
            new Cloud(
                "aws", 5, directory, URI.create(postgres.jdbcUrl().substring("jdbc:".length())))) {
      Map<String, String> settings = new HashMap<>(Certificates.settings(directory, "hub"));
      settings.put("serai.database.url", postgres.jdbcUrl());
      settings.put("serai.lease.seconds", "10");
      settings.put("serai.docker.host", "");
      StartedHub first = StartedHub.start(home, directory.resolve("first"), settings);
      String location = submit(first);
      awaitStarted(aws);
      first.kill();

      try (StartedHub second = StartedHub.start(home, directory.resolve("second"), settings)) {
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
  }

  private static String submit(StartedHub hub) throws Exception {
    HttpResponse<String> accepted =
        hub.post(
            "/v1/jobs",
            "{\"language\":\"python\",\"code\":\"import time; time.sleep(4); print('once')\"}");
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
