package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that say when they may start and when they must have ended. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test.
class TimesTest {

  @TempDir private static Path state;
  private static StartedHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = StartedHub.start(state, Map.of("serai.run.slots", "1", "serai.docker.host", ""));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void startsNoJobBeforeItsTime() throws Exception {
    Instant time = Instant.now().plusSeconds(2);

    JsonNode result = execute("import time; print(time.time())", "\"notBefore\": \"" + time + "\"");

    double startedAt = Double.parseDouble(result.path("stdout").asText().trim());
    assertThat(startedAt).isGreaterThanOrEqualTo(time.toEpochMilli() / 1_000.0);
  }

  @Test
  void cancelsWhatWaitsForItsTime() throws Exception {
    String waits = submit("1", "\"notBefore\": \"" + Instant.now().plusSeconds(3_600) + "\"");
    assertThat(job(waits).path("state").asText()).isEqualTo("accepted");

    assertThat(hub.send("DELETE", waits).statusCode()).isIn(200, 202);
    Awaitility.await().until(() -> job(waits).path("state").asText().equals("cancelled"));
  }

  @Test
  void stopsARunAtItsDeadline() throws Exception {
    JsonNode result =
        execute(
            "import time; time.sleep(30)",
            "\"deadline\": \"" + Instant.now().plusSeconds(2) + "\"");

    assertThat(result.path("status").asText()).isEqualTo("timed_out");
    assertThat(result.path("stopReason").asText()).isEqualTo("deadline");
    assertThat(result.at("/reason/code").asText()).isEqualTo("deadline");
  }

  @Test
  void endsWhatIsOverdueWhileEveryPlaceIsTaken() throws Exception {
    String runs =
        submit(
            "import time; time.sleep(30)", "\"priority\": 9, \"limits\": {\"timeoutMs\": 40000}");
    Awaitility.await().until(() -> job(runs).path("state").asText().equals("running"));

    String late = submit("1", "\"deadline\": \"" + Instant.now().plusMillis(300) + "\"");

    JsonNode ended = Awaitility.await().until(() -> job(late), found -> found.has("finishedAt"));
    assertThat(ended.path("state").asText()).isEqualTo("expired");
    assertThat(job(runs).path("state").asText()).isEqualTo("running");
    assertThat(hub.send("DELETE", runs).statusCode()).isEqualTo(202);
    Awaitility.await().until(() -> job(runs).path("state").asText().equals("cancelled"));
  }

  private static JsonNode execute(String code, String more) throws Exception {
    return Json.MAPPER.readTree(hub.post("/execute", document(code, more)).body());
  }

  private static String submit(String code, String more) throws Exception {
    return hub.post("/v1/jobs", document(code, more))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static String document(String code, String more) {
    return "{\"language\": \"python\", \"code\": \"%s\", %s}".formatted(code, more);
  }

  private static JsonNode job(String location) throws Exception {
    return Json.MAPPER.readTree(hub.get(location).body());
  }
}
