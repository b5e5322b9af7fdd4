package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one database: what one cannot go on with the other does, and at once. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
class TwoHubsTest {

  private static final int JOBS = 60;

  /** Shorter than any lease, so that none was waited for. */
  private static final Duration LESS_THAN_A_LEASE = Duration.ofSeconds(40);

  @TempDir private static Path directory;
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.start(directory.resolve("postgres"));
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void handsOnWhatItCannotEndWhenItIsToldToStop() throws Exception {
    try (StartedHub stopped = hub("stopped", Map.of("serai.shutdown.seconds", "1"))) {
      String effects =
          location(
              stopped.post(
                  "/v1/jobs",
                  "{\"language\": \"python\", \"idempotent\": false,"
                      + " \"limits\": {\"timeoutMs\": 60000},"
                      + " \"code\": \"import time; time.sleep(59)\"}"));
      awaitState(stopped, effects, "running");
      try (StartedHub other = hub("other", Map.of())) {
        endOnTheOther(stopped, other, effects);
      }
    }
    assertThat(new Ledger(postgres.jdbcUrl()).unanswered()).isZero();
  }

  private static void endOnTheOther(StartedHub stopped, StartedHub other, String effects)
      throws Exception {
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      // Some end in time, some do not.
      locations.add(submit(stopped, "import time; time.sleep(%s); print(1)".formatted(i % 4)));
    }

    stopped.terminate();

    for (String location : locations) {
      JsonNode job = awaitEnd(other, location);
      assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
    }
    JsonNode killed = awaitEnd(other, effects);
    assertThat(killed.path("state").asText()).as(killed.toString()).isEqualTo("killed");
    assertThat(killed.at("/result/reason/code").asText()).isEqualTo("hub-stopped");
  }

  @Test
  void cancelsWhatRunsOnAnotherHub() throws Exception {
    try (StartedHub one = hub("one", Map.of());
        StartedHub two = hub("two", Map.of("serai.run.slots", "1"))) {
      String location = submit(one, "import time; time.sleep(60)");
      awaitState(two, location, "running");

      assertThat(two.send("DELETE", location).statusCode()).isEqualTo(202);

      JsonNode job =
          Awaitility.await()
              .atMost(Duration.ofSeconds(8))
              .until(() -> json(two.get(location)), found -> found.has("finishedAt"));
      assertThat(job.path("state").asText()).isEqualTo("cancelled");
      assertThat(two.send("DELETE", location).statusCode()).isEqualTo(409);
    }
  }

  private static StartedHub hub(String name, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("serai.database.url", postgres.jdbcUrl());
    settings.put("serai.lease.seconds", "60");
    settings.put("serai.docker.host", "");
    return StartedHub.start(directory.resolve(name), settings);
  }

  private static String submit(StartedHub hub, String code) throws Exception {
    return location(
        hub.post("/v1/jobs", "{\"language\": \"python\", \"code\": \"%s\"}".formatted(code)));
  }

  private static String location(HttpResponse<String> accepted) {
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  private static void awaitState(StartedHub hub, String location, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> json(hub.get(location)).path("state").asText().equals(state));
  }

  private static JsonNode awaitEnd(StartedHub hub, String location) {
    return Awaitility.await()
        .atMost(LESS_THAN_A_LEASE)
        .until(() -> json(hub.get(location)), job -> job.has("finishedAt"));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.MAPPER.readTree(answer.body());
  }
}
