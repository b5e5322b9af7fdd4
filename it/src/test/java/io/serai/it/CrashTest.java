package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.nio.file.Path;
import java.time.Duration;
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

  private static JsonNode awaitEnd(StartedHub hub, String location) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Json.MAPPER.readTree(hub.get(location).body()), job -> job.has("finishedAt"));
  }
}
