package io.serai.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a hub that runs how it is: its parts, and what it counts. */
public final class HubExam {

  private static final long LAGS_SECONDS = 60;

  private final HubClient hub;

  /** Asks this hub. */
  public HubExam(HubClient hub) {
    this.hub = hub;
  }

  /** What was found; that there is no hub is nothing wrong. */
  public List<Diagnosis> examine() throws InterruptedException {
    List<Diagnosis> found = new ArrayList<>();
    try {
      parts(hub.get("/readyz").body(), found);
      counted(found);
    } catch (IllegalStateException e) {
      found.add(Diagnosis.absent("hub", String.valueOf(e.getMessage()), ""));
    }
    return found;
  }

  private static void parts(JsonNode answer, List<Diagnosis> found) {
    for (Map.Entry<String, JsonNode> each : answer.path("parts").properties()) {
      String detail = each.getValue().path("detail").asText();
      String part = "hub: " + each.getKey();
      found.add(
          each.getValue().path("ready").asBoolean()
              ? Diagnosis.ok(part, detail)
              : Diagnosis.wrong(part, detail, "it is tried again; see docs/operations.md"));
    }
  }

  private void counted(List<Diagnosis> found) throws InterruptedException {
    HubClient.Response page = hub.get("/metrics");
    if (!page.successful()) {
      found.add(
          Diagnosis.absent(
              "hub: metrics",
              page.body().path("detail").asText(),
              "show a key with operations:read by --key-file"));
      return;
    }
    Samples counted = new Samples(page.body().asText());
    if (counted.sum("edit_refused") > 0) {
      found.add(
          Diagnosis.weak(
              "hub: files",
              "what they say is not fit to run, and the hub runs on as before",
              "./serai validate says where"));
    }
    if (counted.sum("git_pull_failed") > 0) {
      found.add(
          Diagnosis.weak(
              "hub: git",
              "the repository of the home cannot be pulled from, and the hub runs on as before",
              "see docs/operations.md#gitpullfails"));
    }
    lag(counted, "outbox_lag_seconds", "replies", "docs/operations.md#outboxlags", found);
    lag(counted, "objects_lag_seconds", "large results", "docs/operations.md#objectslag", found);
    if (counted.sum("run_slots_free") == 0 && counted.sum("queue_length") > 0) {
      found.add(
          Diagnosis.weak(
              "hub: places", "all are taken, and jobs wait", "raise serai.run.slots, or add hubs"));
    }
  }

  private static void lag(
      Samples counted, String metric, String what, String page, List<Diagnosis> found) {
    double seconds = counted.sum(metric);
    if (seconds > LAGS_SECONDS) {
      found.add(
          Diagnosis.weak(
              "hub: " + what, "have waited for " + Math.round(seconds) + " s", "see " + page));
    }
  }
}
