package io.serai.hub.cli;

import io.serai.moderation.model.Classifier;
import io.serai.moderation.model.Counts;
import io.serai.moderation.model.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures rules, the model of a category, and both together, on labelled texts. */
final class CorpusReport {

  private final RuleJudge rules;
  private final List<Classifier> classifiers;

  CorpusReport(RuleJudge rules, List<Classifier> classifiers) {
    this.rules = rules;
    this.classifiers = classifiers;
  }

  /** A row for each category and each way of judging. */
  List<Map<String, Object>> rows(List<Example> corpus) throws IOException {
    Map<String, Map<String, Counts>> categories = new TreeMap<>();
    for (Example each : corpus) {
      boolean byRules = rules.object(each.text(), each.category());
      boolean byModel =
          classifiers.stream()
              .filter(classifier -> classifier.category().equals(each.category()))
              .anyMatch(
                  classifier ->
                      classifier.score(each.text()).probability() >= classifier.threshold());
      Map<String, Counts> counts =
          categories.computeIfAbsent(each.category(), category -> new LinkedHashMap<>());
      add(counts, "rules", each, byRules);
      add(counts, "model", each, byModel);
      add(counts, "both", each, byRules || byModel);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    categories.forEach(
        (category, ways) -> ways.forEach((way, counts) -> rows.add(row(category, way, counts))));
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("corpus is empty; one example a line is required");
    }
    return rows;
  }

  private static void add(Map<String, Counts> counts, String way, Example example, boolean yes) {
    counts.merge(
        way,
        Counts.NONE.plus(example.bad(), yes),
        (before, one) -> before.plus(example.bad(), yes));
  }

  private static Map<String, Object> row(String category, String way, Counts counts) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("category", category);
    row.put("by", way);
    row.put("texts", counts.all());
    row.put("precision", share(counts.precision()));
    row.put("recall", share(counts.recall()));
    row.put("f1", share(counts.f1()));
    row.put("falsePositiveRate", share(counts.falsePositiveRate()));
    return row;
  }

  /** What cannot be said, because there is nothing to say it of, is a dash. */
  private static Object share(double value) {
    return Double.isNaN(value) ? "-" : Math.round(value * 10_000) / 10_000.0;
  }
}
