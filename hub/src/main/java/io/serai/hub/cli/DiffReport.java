package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.json.Json;
import io.serai.policy.PolicyTexts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What an edit of the policies would change, put together from pages. */
final class DiffReport {

  private final ArrayNode jobs = Json.MAPPER.createArrayNode();
  private String before = "";
  private String after = "";
  private int compared;
  private int asking;

  /**
   * Adds a page.
   *
   * @throws IllegalStateException when it goes by other policies than those before
   */
  void add(JsonNode page) {
    String from = page.path("before").asText();
    if (!before.isEmpty() && !before.equals(from)) {
      throw new IllegalStateException("other policies came into force meanwhile; ask again");
    }
    before = from;
    after = page.path("after").asText();
    compared += page.path("compared").asInt();
    asking += page.path("asking").asInt();
    page.path("jobs").forEach(jobs::add);
  }

  /** How many jobs were looked at. */
  int compared() {
    return compared;
  }

  /** Whether nothing would change. */
  boolean isEmpty() {
    return jobs.isEmpty();
  }

  /** All of it, for programs. */
  JsonNode json() {
    ObjectNode report = Json.MAPPER.createObjectNode();
    report.put("before", before).put("after", after);
    report.put("compared", compared).put("asking", asking);
    report.set("stages", Json.MAPPER.valueToTree(byStage()));
    report.set("jobs", jobs);
    return report;
  }

  /** All of it, for people. */
  void print(PrintWriter out) {
    for (JsonNode job : jobs) {
      out.printf(
          "%s  %s  %s  %s%n",
          job.path("jobId").asText(),
          job.path("acceptedAt").asText(),
          job.path("tenant").asText(),
          job.path("state").asText());
      job.path("differences").forEach(each -> print(each, out));
    }
    out.println(summary());
    if (asking > 0) {
      out.println(
          asking
              + " of them would be put to a moderator outside; nobody was asked, and what it would"
              + " say is left out");
    }
  }

  private static void print(JsonNode difference, PrintWriter out) {
    out.printf(
        "  %-10s  %s → %s%n",
        difference.path("stage").asText(),
        difference.path("before").asText(),
        difference.path("after").asText());
    why("was", difference.path("whyBefore"), out);
    why("now", difference.path("whyAfter"), out);
  }

  private static void why(String when, JsonNode why, PrintWriter out) {
    if (!why.isMissingNode()) {
      out.printf("  %-10s    %s: %s%n", "", when, why.asText());
    }
  }

  private String summary() {
    String versions =
        PolicyTexts.shortened(before)
            + " → "
            + PolicyTexts.shortened(after)
            + ", in force → edited";
    if (jobs.isEmpty()) {
      return "none of " + compared + " jobs would fare differently (" + versions + ")";
    }
    String stages =
        byStage().entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return jobs.size()
        + " of "
        + compared
        + " jobs would fare differently: "
        + stages
        + " ("
        + versions
        + ")";
  }

  private Map<String, Integer> byStage() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode job : jobs) {
      job.path("differences")
          .forEach(each -> counts.merge(each.path("stage").asText(), 1, Integer::sum));
    }
    return counts;
  }
}
