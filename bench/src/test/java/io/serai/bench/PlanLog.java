package io.serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The plans that a server writes into its log, by its module {@code auto_explain}. */
record PlanLog(Path directory) {

  /** Connections that are made with these have each of their statements explained. */
  static final String OPTIONS =
      "&options="
          + Stream.of(
                  "session_preload_libraries=auto_explain",
                  "auto_explain.log_min_duration=0",
                  "auto_explain.log_analyze=on",
                  "auto_explain.log_timing=off",
                  "auto_explain.log_format=json")
              .map(option -> "-c%20" + option.replace("=", "%3D"))
              .reduce((one, other) -> one + "%20" + other)
              .orElseThrow();

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Long enough for writers that wait for others to share their transaction. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  interface Asking {
    void ask() throws Exception;
  }

  /** The plans of what is done meanwhile. */
  List<Plan> plansOf(Asking asking) throws Exception {
    int before = plans().size();
    asking.ask();
    Thread.sleep(SETTLED.toMillis());
    List<Plan> plans = plans();
    return plans.subList(before, plans.size());
  }

  private List<Plan> plans() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    List<Plan> plans = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        String message = JSON.readTree(line).path("message").asText();
        int plan = message.indexOf("plan:\n");
        if (plan >= 0) {
          JsonNode tree = JSON.readTree(message.substring(plan + "plan:\n".length()));
          plans.add(new Plan(tree));
        }
      }
    }
    return plans;
  }
}
