package io.serai.hub.simulator;

import io.serai.hub.simulator.Timeline.Sample;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes outcomes as files that other programs, and people, can read. */
public final class ReportFiles {

  private final Path directory;
  private final Scenario scenario;

  /** Writes into a directory, which is made when it is not there. */
  public ReportFiles(Path directory, Scenario scenario) {
    this.directory = directory;
    this.scenario = scenario;
  }

  /**
   * Writes the figures, what happened second by second, and the plots.
   *
   * @param outcomes of the strategies that were compared
   * @param sweep of the same strategy with other weights of the price; may be empty
   */
  public void write(List<Outcome> outcomes, List<Outcome> sweep) throws IOException {
    Files.createDirectories(directory);
    List<Map<String, Object>> figures = figures(outcomes);
    csv("summary.csv", figures);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", scenario);
    document.put("strategies", figures);
    document.put("sweep", figures(sweep));
    Json.MAPPER
        .writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("summary.json").toFile(), document);
    csv("timeline.csv", timeline(outcomes));
    new Plots(directory, scenario).draw(outcomes, sweep);
  }

  private List<Map<String, Object>> figures(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(each -> Summary.figures(each, scenario.machines().clouds()))
        .toList();
  }

  private List<Map<String, Object>> timeline(List<Outcome> outcomes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (Sample each : Thinned.of(outcome.timeline())) {
        rows.add(row(outcome.strategy(), each));
      }
    }
    return rows;
  }

  private Map<String, Object> row(String strategy, Sample sample) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("strategy", strategy);
    row.put("seconds", sample.seconds());
    row.put("jobsOnNodeP99", sample.jobsOnNodeP99());
    row.put("jobsOnNodeMax", sample.jobsOnNodeMax());
    row.put("waiting", sample.waiting());
    row.put("answered", sample.answered());
    row.put("p50Seconds", sample.p50Seconds());
    row.put("p99Seconds", sample.p99Seconds());
    row.put("dollars", sample.dollars());
    for (int cloud = 0; cloud < sample.occupied().size(); cloud++) {
      String name = scenario.machines().clouds().get(cloud).name();
      row.put("occupied." + name, sample.occupied().get(cloud));
    }
    return row;
  }

  private void csv(String name, List<Map<String, Object>> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      lines.add(String.join(",", rows.get(0).keySet()));
    }
    for (Map<String, Object> row : rows) {
      lines.add(row.values().stream().map(ReportFiles::cell).collect(Collectors.joining(",")));
    }
    Files.write(directory.resolve(name), lines);
  }

  private static String cell(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.6g", number)
        : value.toString();
  }
}
