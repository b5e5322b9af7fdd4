package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A job's steps as bars under one another, each where it was in time. */
final class Waterfall {

  private static final int WIDTH = 50;
  private static final String ALGORITHM = "sha256:";

  /** As many digits of a digest tell two from each other. */
  private static final int DIGITS = 8;

  private final JsonNode steps;
  private final long endUs;

  Waterfall(JsonNode steps) {
    this.steps = steps;
    long end = 1;
    for (JsonNode step : steps) {
      end = Math.max(end, step.path("startUs").asLong() + step.path("durationUs").asLong());
    }
    endUs = end;
  }

  /** A table with a bar in each row, and what went into a stage and came out of it. */
  Table table() {
    Table table =
        new Table(
            "step",
            String.format(Locale.ROOT, "0 to %s", millis(endUs)),
            "took",
            "outcome",
            "in",
            "out");
    for (JsonNode step : steps) {
      long durationUs = step.path("durationUs").asLong();
      table.row(
          "  ".repeat(step.path("depth").asInt()) + step.path("name").asText(),
          bar(step.path("startUs").asLong(), durationUs),
          millis(durationUs),
          step.path("outcome").asText(),
          digits(step.path("inputDigest").asText()),
          digits(step.path("outputDigest").asText()));
    }
    return table;
  }

  /** At least one character, for it did happen. */
  private String bar(long startUs, long durationUs) {
    int from = (int) Math.min(WIDTH - 1, startUs * WIDTH / endUs);
    int to = (int) Math.min(WIDTH, (startUs + durationUs) * WIDTH / endUs);
    int length = Math.max(1, to - from);
    return "·".repeat(from) + "█".repeat(length) + "·".repeat(WIDTH - from - length);
  }

  private static String digits(String digest) {
    return digest.isEmpty() ? "" : digest.substring(ALGORITHM.length()).substring(0, DIGITS);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
  }
}
