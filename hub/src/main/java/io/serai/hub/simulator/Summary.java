package io.serai.hub.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of outcomes, in words and numbers. */
public final class Summary {

  private static final List<String> HEADINGS =
      List.of(
          "strategy",
          "p50 s",
          "p99 s",
          "p99.9 s",
          "wait p99 s",
          "used",
          "USD/1000",
          "jobs by cloud",
          "stampede",
          "longest queue",
          "refused",
          "lost");

  private Summary() {}

  /** What the columns of {@link #cells} are called. */
  public static List<String> headings() {
    return HEADINGS;
  }

  /** An outcome as a row of a table. */
  public static List<String> cells(Outcome outcome) {
    return List.of(
        outcome.strategy(),
        format("%.2f", outcome.latency(50)),
        format("%.2f", outcome.latency(99)),
        format("%.2f", outcome.latency(99.9)),
        format("%.2f", outcome.waited(99)),
        format("%.1f %%", 100 * outcome.utilisation()),
        format("%.4f", outcome.costPer1000()),
        shares(outcome),
        format("%.0f", outcome.bursts().index()),
        Integer.toString(outcome.longestQueue()),
        Long.toString(outcome.refused()),
        Long.toString(outcome.lost()));
  }

  /** An outcome as figures by name. */
  static Map<String, Object> figures(Outcome outcome, List<Cloud> clouds) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("strategy", outcome.strategy());
    figures.put("jobs", outcome.jobs());
    figures.put("seconds", outcome.seconds());
    figures.put("latencyMeanSeconds", outcome.latencies().getMean() / 1e6);
    figures.put("latencyP50Seconds", outcome.latency(50));
    figures.put("latencyP99Seconds", outcome.latency(99));
    figures.put("latencyP999Seconds", outcome.latency(99.9));
    figures.put("waitP50Seconds", outcome.waited(50));
    figures.put("waitP99Seconds", outcome.waited(99));
    figures.put("utilisation", outcome.utilisation());
    figures.put("dollarsPer1000Jobs", outcome.costPer1000());
    for (int cloud = 0; cloud < clouds.size(); cloud++) {
      figures.put("jobs." + clouds.get(cloud).name(), outcome.jobsByCloud().get(cloud));
    }
    figures.put("stampedeIndex", outcome.bursts().index());
    figures.put("mostSentToANodeIn100Ms", outcome.bursts().most());
    figures.put("longestQueue", outcome.longestQueue());
    figures.put("refused", outcome.refused());
    figures.put("lost", outcome.lost());
    return figures;
  }

  private static String shares(Outcome outcome) {
    List<String> shares = new ArrayList<>();
    for (long jobs : outcome.jobsByCloud()) {
      shares.add(format("%.0f", 100.0 * jobs / outcome.jobs()));
    }
    return String.join("/", shares) + " %";
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
