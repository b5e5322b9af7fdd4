package io.serai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import org.junit.jupiter.api.Test;

/** What {@code ./serai jobs trace} draws. */
class WaterfallTest {

  private static final String FIRST = "sha256:0123456789abcdef" + "0".repeat(48);
  private static final String SECOND = "sha256:fedcba9876543210" + "0".repeat(48);

  @Test
  void drawsWhenAStageWasAndWhatItMadeOfItsInput() throws Exception {
    String drawn =
        drawn(
            """
            [{"name": "moderation", "depth": 0, "startUs": 0, "durationUs": 500, "outcome": "ok",
              "inputDigest": "%s", "outputDigest": "%s"},
             {"name": "approval", "depth": 0, "startUs": 500, "durationUs": 500, "outcome": "ok",
              "inputDigest": "%s", "outputDigest": "%s"}]
            """
                .formatted(FIRST, SECOND, SECOND, SECOND));

    assertThat(drawn.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("step +0 to 1.0 ms +took +outcome  in        out"),
            line ->
                assertThat(line)
                    .matches("moderation +█{25}·{25}  0.5 ms  ok       01234567  fedcba98"),
            line ->
                assertThat(line)
                    .matches("approval +·{25}█{25}  0.5 ms  ok       fedcba98  fedcba98"));
  }

  @Test
  void drawsAnAttemptAndAStageOfEarlierBuildsWithoutDigests() throws Exception {
    String drawn =
        drawn(
            """
            [{"name": "recipients", "depth": 0, "startUs": 0, "durationUs": 9, "outcome": "ok"},
             {"name": "aws/n1", "depth": 1, "startUs": 0, "durationUs": 9, "outcome": "succeeded"}]
            """);

    assertThat(drawn.lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).matches("recipients +█{50}  0.0 ms  ok"),
            line -> assertThat(line).matches("  aws/n1 +█{50}  0.0 ms  succeeded"));
  }

  private static String drawn(String steps) throws Exception {
    JsonNode read = Json.read(steps);
    return new Waterfall(read).table().toString();
  }
}
