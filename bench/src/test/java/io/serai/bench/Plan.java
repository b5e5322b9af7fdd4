package io.serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a server executed a statement, as {@code EXPLAIN (ANALYZE, FORMAT JSON)} tells it. */
record Plan(JsonNode tree) {

  private static final Pattern PARTITION =
      Pattern.compile("(jobs|results|walks|bills|audit)_(\\d{8}|default)");

  String text() {
    return tree.path("Query Text").asText() + "\n" + tree.path("Plan").toPrettyString();
  }

  /** How many rows of tables were looked at, whether they were wanted or not. */
  long rowsTouched() {
    return scans().stream().mapToLong(Plan::rows).sum();
  }

  /** The partitions that were read row by row, and had rows. */
  List<String> readThrough() {
    return scans().stream()
        .filter(scan -> scan.path("Node Type").asText().equals("Seq Scan"))
        .filter(scan -> rows(scan) > 0)
        .map(scan -> scan.path("Relation Name").asText())
        .filter(name -> PARTITION.matcher(name).matches())
        .toList();
  }

  /** In how many partitions of one table something was looked for, of that with the most. */
  int mostPartitions() {
    Map<String, Integer> partitions = new HashMap<>();
    for (JsonNode scan : scans()) {
      Matcher matcher = PARTITION.matcher(scan.path("Relation Name").asText());
      if (matcher.matches()) {
        partitions.merge(matcher.group(1), 1, Integer::sum);
      }
    }
    return partitions.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Those scans of tables that were executed at all. */
  private List<JsonNode> scans() {
    List<JsonNode> scans = new ArrayList<>();
    collect(tree.path("Plan"), scans);
    return scans;
  }

  private static void collect(JsonNode node, List<JsonNode> scans) {
    if (node.has("Relation Name")
        && node.path("Node Type").asText().endsWith("Scan")
        && node.path("Actual Loops").asLong() > 0) {
      scans.add(node);
    }
    node.path("Plans").forEach(child -> collect(child, scans));
  }

  private static long rows(JsonNode scan) {
    double each =
        scan.path("Actual Rows").asDouble()
            + scan.path("Rows Removed by Filter").asDouble()
            + scan.path("Rows Removed by Index Recheck").asDouble();
    return Math.round(each * scan.path("Actual Loops").asDouble());
  }
}
