package io.serai.hub.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a hub counts at one moment, read from its page of metrics.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text
 *     format</a>
 */
public final class Samples {

  private static final Pattern LINE = Pattern.compile("([\\w:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, List<Sample>> byName = new HashMap<>();

  private record Sample(Map<String, String> labels, double value) {

    /** What is not known, such as a count while the database is away, adds nothing. */
    double counted() {
      return Double.isNaN(value) ? 0 : value;
    }
  }

  /** The samples of a page. */
  public Samples(String page) {
    page.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
  }

  private void read(String line) {
    Matcher sample = LINE.matcher(line);
    if (sample.matches()) {
      byName
          .computeIfAbsent(sample.group(1), name -> new ArrayList<>())
          .add(new Sample(labels(sample.group(2)), Double.parseDouble(sample.group(3))));
    }
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    return labels;
  }

  /** The sum of all series of a metric; 0 where there is none. */
  public double sum(String name) {
    return of(name).stream().mapToDouble(Sample::counted).sum();
  }

  /** The sums of a metric by the values of a label, in their order. */
  public Map<String, Double> by(String name, String label) {
    return of(name).stream()
        .collect(
            Collectors.groupingBy(
                sample -> sample.labels().getOrDefault(label, "-"),
                TreeMap::new,
                Collectors.summingDouble(Sample::counted)));
  }

  private List<Sample> of(String name) {
    return byName.getOrDefault(name, List.of());
  }
}
