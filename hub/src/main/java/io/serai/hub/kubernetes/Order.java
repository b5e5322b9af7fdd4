package io.serai.hub.kubernetes;

import io.serai.fleet.RunId;
import io.serai.sandbox.Run;
import java.util.Map;

/**
 * One run, as a cluster knows it.
 *
 * @param id its identity
 * @param run what is to run
 */
record Order(RunId id, Run run) {

  static final String RUN_LABEL = "serai.io/run";

  /** The name of its Job and of its Secret: ordered again, it is a conflict and no second run. */
  String name() {
    return "serai-" + id;
  }

  /** By which its parts are found, and by which a network policy holds them. */
  Map<String, String> labels() {
    return Map.of(
        "app.kubernetes.io/name",
        "serai-sandbox",
        "serai.io/job",
        run.jobId().toString(),
        RUN_LABEL,
        id.toString(),
        "serai.io/network",
        "none");
  }
}
