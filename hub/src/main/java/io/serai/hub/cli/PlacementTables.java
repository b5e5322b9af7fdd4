package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Why a job ran where it did, for people.
 *
 * @param placement as {@code GET /v1/jobs/ID/placement} answers
 */
record PlacementTables(JsonNode placement) {

  void print(PrintWriter out) {
    if (placement.hasNonNull("waitsFor")) {
      out.println("waits: " + placement.path("waitsFor").asText());
    }
    JsonNode explanation = placement.path("explanation");
    JsonNode decision = explanation.path("decision");
    if (decision.has("jobClass")) {
      out.println("class: " + decision.path("jobClass").asText());
    }
    compared(out, decision.path("choices"));
    excluded(out, decision.path("excluded"));
    attempts(out, explanation.path("attempts"));
    sendings(out, placement.path("sendings"));
  }

  private static void compared(PrintWriter out, JsonNode choices) {
    Table table = new Table("compared", "node", "score", "seconds", "price", "load");
    for (JsonNode choice : choices) {
      JsonNode score = choice.path("score");
      table.row(
          choice.at("/placement/target").asText(),
          choice.at("/placement/node").asText("-"),
          number(score.path("total")),
          number(score.path("seconds")),
          String.format(Locale.ROOT, "%.8f", score.path("price").asDouble()),
          number(score.path("load")));
    }
    printUnlessEmpty(out, table, choices);
  }

  private static void excluded(PrintWriter out, JsonNode excluded) {
    Table table = new Table("left out", "because");
    for (JsonNode each : excluded) {
      table.row(each.path("target").asText(), each.path("reason").asText());
    }
    printUnlessEmpty(out, table, excluded);
  }

  private static void attempts(PrintWriter out, JsonNode attempts) {
    Table table = new Table("sent to", "node", "after", "took", "outcome");
    for (JsonNode each : attempts) {
      table.row(
          each.path("target").asText(),
          each.path("node").asText("-"),
          millis(each.path("startUs")),
          millis(each.path("durationUs")),
          outcome(each));
    }
    printUnlessEmpty(out, table, attempts);
  }

  private static void sendings(PrintWriter out, JsonNode sendings) {
    Table table = new Table("noted before sending", "node", "at", "outcome");
    for (JsonNode each : sendings) {
      table.row(
          each.at("/dispatch/target").asText(),
          each.at("/dispatch/node").asText(),
          each.at("/dispatch/sentAt").asText(),
          outcome(each));
    }
    printUnlessEmpty(out, table, sendings);
  }

  private static String outcome(JsonNode each) {
    String word = each.path("outcome").asText("not known yet");
    return each.hasNonNull("message") ? word + ": " + each.path("message").asText() : word;
  }

  private static String number(JsonNode value) {
    return String.format(Locale.ROOT, "%.3f", value.asDouble());
  }

  private static String millis(JsonNode micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros.asDouble() / 1e3);
  }

  private static void printUnlessEmpty(PrintWriter out, Table table, JsonNode rows) {
    if (!rows.isEmpty()) {
      out.println();
      out.print(table);
    }
  }
}
