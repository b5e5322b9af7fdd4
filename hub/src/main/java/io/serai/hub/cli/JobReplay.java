package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.json.Json;
import io.serai.store.JobView;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Runs a job again, waits for it, and shows what came out differently. */
record JobReplay(HubClient hub, String id) {

  private static final long PAUSE_MS = 100;
  private static final int WIDEST = 50;

  /**
   * Does so.
   *
   * @param policy {@code same} or {@code current}
   * @param effects whether the job may do again what it did over its network
   * @return the comparison, or what went wrong
   */
  HubClient.Response run(String policy, boolean effects) throws InterruptedException {
    HubClient.Response accepted =
        hub.post(
            "/v1/jobs/" + id + "/replay",
            Json.MAPPER.createObjectNode().put("policy", policy).put("effects", effects));
    if (!accepted.successful()) {
      return accepted;
    }
    String replay = "/v1/jobs/" + accepted.body().path("jobId").asText() + "/replay";
    HubClient.Response compared = hub.get(replay);
    while (compared.successful() && !isOver(compared.body())) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      compared = hub.get(replay);
    }
    return compared;
  }

  /** A replay that waits for people may do so for days. */
  private static boolean isOver(JsonNode comparison) {
    return comparison.has("fields") || waits(comparison);
  }

  private static boolean waits(JsonNode comparison) {
    return comparison.path("state").asText().equals(JobView.WAITING_FOR_APPROVAL);
  }

  /** A comparison as a table. */
  static void print(JsonNode comparison, PrintWriter out) {
    out.println("replay " + comparison.path("jobId").asText());
    if (waits(comparison)) {
      out.println("it waits for approval, and is compared once it has run");
      return;
    }
    Table table = new Table("", "field", "first", "replay");
    for (JsonNode field : comparison.path("fields")) {
      String line = field.has("line") ? ", line " + field.path("line").asText() : "";
      table.row(
          field.path("same").asBoolean() ? "=" : "≠",
          field.path("field").asText() + line,
          shortened(field.path("first").asText("-")),
          shortened(field.path("replay").asText("-")));
    }
    out.print(table);
  }

  private static String shortened(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}
