package io.serai.hub.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What one stage is given, and what it is to leave or how it is to refuse.
 *
 * @param at where it stands in its file
 * @param name what it shows, in words
 * @param in what the stage is given
 * @param refused whether it is to refuse that
 * @param expected what it is to leave, or the refusal
 */
public record StageTest(
    JsonPointer at, String name, JsonNode in, boolean refused, JsonNode expected) {

  private static final String OUT = "out";
  private static final String REFUSED = "refused";

  static StageTest of(JsonPointer at, JsonNode test) {
    boolean refused = test.has(REFUSED);
    return new StageTest(
        at,
        test.path("name").asText(),
        test.path("in"),
        refused,
        test.path(refused ? REFUSED : OUT));
  }

  /**
   * Where it was not as expected.
   *
   * @param left by the stage: {@code out}, or {@code refused} with code and message
   */
  public List<Miss> misses(JsonNode left) {
    String wanted = refused ? REFUSED : OUT;
    JsonPointer here = at.appendProperty(wanted);
    if (left.has(wanted)) {
      return Expectation.misses(here, wanted, expected, left.path(wanted));
    }
    String other = refused ? OUT : REFUSED;
    return List.of(
        new Miss(
            here,
            wanted,
            Expectation.told(expected),
            other + " " + Expectation.told(left.path(other))));
  }
}
