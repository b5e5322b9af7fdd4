package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.Ports;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose database is away says so, loses nothing, and goes on when it is back. */
class DatabaseDownTest {

  private static final String JOB = "{\"language\": \"python\", \"code\": \"print(1)\"}";
  private static final String LONG_JOB =
      "{\"language\": \"python\", \"code\": \"import time; time.sleep(5); print(2)\"}";

  @Test
  void startsWithoutItsDatabaseAndGoesOnThroughAnOutage(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    Path data = directory.resolve("postgres");
    Map<String, String> settings =
        Map.of(
            "serai.database.url",
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres",
            "serai.docker.host",
            "");
    try (StartedHub hub = StartedHub.launch(StartedHub.HOME, directory.resolve("hub"), settings)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> hub.get("/readyz").body().contains("check serai.database.url"));
      assertRefused(hub.post("/v1/jobs", JOB));

      String location;
      try (PostgresServer first = PostgresServer.start(data, port)) {
        assertThat(first.jdbcUrl()).contains(":" + port + "/");
        hub.awaitReady();
        assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);
        location = hub.post("/v1/jobs", LONG_JOB).headers().firstValue("Location").orElseThrow();
      }
      assertRefused(hub.post("/v1/jobs", JOB));
      assertRefused(hub.get(location));

      try (PostgresServer second = PostgresServer.start(data, port)) {
        assertThat(second.jdbcUrl()).contains(":" + port + "/");
        goesOn(hub, location);
        hub.kill();
      }
    }
  }

  private static void goesOn(StartedHub hub, String location) throws Exception {
    hub.awaitReady();
    JsonNode job =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> Json.MAPPER.readTree(hub.get(location).body()),
                found -> found.has("finishedAt"));
    assertThat(job.at("/result/stdout").asText()).isEqualTo("2\n");
    assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);
    assertThat(hub.log().lines().filter(line -> line.contains("WARN")).count())
        .as("lines of warning in the hub's log")
        .isLessThan(40);
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("urn:serai:problem:store-unavailable");
  }
}
