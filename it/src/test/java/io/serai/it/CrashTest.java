package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub dies with jobs accepted: the next one brings them all to their end. */
class CrashTest {

  private static final int JOBS = 12;
  private static final String JOB =
      "{\"language\":\"python\",\"code\":\"import time; time.sleep(1); print(1)\"}";

  @Test
  void finishesWhatADeadHubHadAccepted(@TempDir Path state) throws Exception {
    Map<String, String> settings = Map.of("serai.run.slots", "2", "serai.lease.seconds", "10");
    List<String> locations = new ArrayList<>();
    try (StartedHub hub = StartedHub.start(state, settings)) {
      for (int i = 0; i < JOBS; i++) {
        locations.add(hub.post("/v1/jobs", JOB).headers().firstValue("Location").orElseThrow());
      }
      hub.kill();
    }

    try (StartedHub next = StartedHub.start(state, settings)) {
      for (String location : locations) {
        JsonNode job = awaitEnd(next, location);
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.at("/result/stdout").asText()).isEqualTo("1\n");
      }
    }
  }

  @Test
  void doesNotStartAgainWhatItsSenderSaysMustNotRunTwice(@TempDir Path state) throws Exception {
    Map<String, String> settings = Map.of("serai.run.slots", "4", "serai.lease.seconds", "10");
    String harmful;
    String harmless;
    String waiting;
    try (StartedHub hub = StartedHub.start(state, settings)) {
      harmful = submit(hub, "\"idempotent\": false");
      harmless = submit(hub, "\"labels\": {}");
      waiting =
          submit(
              hub,
              "\"idempotent\": false, \"notBefore\": \"%s\""
                  .formatted(Instant.now().plusSeconds(15)));
      for (String location : List.of(harmful, harmless)) {
        // Leased counts as running: a moment later its sandbox runs too.
        Awaitility.await()
            .pollDelay(Duration.ofSeconds(2))
            .atMost(Duration.ofSeconds(20))
            .until(() -> json(hub, location).path("state").asText().equals("running"));
      }
      hub.kill();
    }

    try (StartedHub next = StartedHub.start(state, settings)) {
      JsonNode unknown = awaitEnd(next, harmful);
      assertThat(unknown.path("state").asText()).as(unknown.toString()).isEqualTo("error");
      assertThat(unknown.at("/result/reason/code").asText()).isEqualTo("outcome-unknown");
      assertThat(awaitEnd(next, harmless).path("state").asText()).isEqualTo("succeeded");
      assertThat(awaitEnd(next, waiting).path("state").asText()).isEqualTo("succeeded");
    }
  }

  private static String submit(StartedHub hub, String more) throws Exception {
    String job =
        "{\"language\": \"python\", \"code\": \"import time; time.sleep(8)\", %s}".formatted(more);
    return hub.post("/v1/jobs", job).headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode json(StartedHub hub, String location) throws Exception {
    return Json.MAPPER.readTree(hub.get(location).body());
  }

  private static JsonNode awaitEnd(StartedHub hub, String location) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> json(hub, location), job -> job.has("finishedAt"));
  }
}
