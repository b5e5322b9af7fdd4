package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of routes and kamelets rest before others follow; those of policies do not. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before the test.
class EditsPaceTest {

  private static final Duration REST = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  void givesRoutesAndKameletsARestAndPoliciesNone() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    try (StartedHub hub =
        StartedHub.start(
            home,
            directory.resolve("state"),
            Map.of("serai.edits.rest-ms", String.valueOf(REST.toMillis())))) {
      Instant routes = edit(hub, home.resolve("routes/flow.camel.yaml"), "routes");
      Instant policies = edit(hub, home.resolve("policies/moderation.yaml"), "policies");
      Instant kamelets = edit(hub, kamelet(home), "routes");

      assertThat(policies).isBefore(routes.plus(REST));
      // A version is noted a moment after its rest has begun.
      assertThat(kamelets).isAfter(routes.plus(REST.minusSeconds(1)));
    }
  }

  private static Path kamelet(Path home) {
    return home.resolve("kamelets/sandbox-process-sink.kamelet.yaml");
  }

  /** When the edited file came into force. */
  private static Instant edit(StartedHub hub, Path file, String kind) throws Exception {
    String before = newest(hub, kind, "").path("digest").asText();
    Files.writeString(file, "# edited\n", StandardOpenOption.APPEND);
    return Instant.parse(newest(hub, kind, before).path("at").asText());
  }

  /** The newest version, once there is another than the one before. */
  private static JsonNode newest(StartedHub hub, String kind, String before) {
    String path = "/v1/versions?limit=1&kind=" + kind;
    return Awaitility.await()
        .until(
            () -> Json.MAPPER.readTree(hub.get(path).body()).at("/versions/0"),
            found -> !found.path("digest").asText().equals(before));
  }
}
