package io.serai.hub.reload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code direct:} endpoints that are sent to but that no route consumes from. */
final class DirectCheck {

  private static final Pattern DIRECT = Pattern.compile("uri:\\s*\"?(direct:[\\w-]+)");

  private DirectCheck() {}

  /**
   * What is missing.
   *
   * @param files the routes
   * @param operations the endpoints that the HTTP contract sends to
   */
  static List<Finding> check(RouteFiles files, Set<String> operations) {
    Set<String> consumed = new HashSet<>();
    files.routes().values().forEach(text -> collectConsumed(text, consumed));
    List<Finding> findings = new ArrayList<>();
    files.routes().forEach((file, text) -> findings.addAll(unconsumed(file, text, consumed)));
    for (String operation : new TreeSet<>(operations)) {
      if (!consumed.contains(operation)) {
        findings.add(contractFinding(files, operation));
      }
    }
    return findings;
  }

  private static void collectConsumed(String text, Set<String> consumed) {
    boolean inFrom = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher direct = DIRECT.matcher(line);
      if (line.trim().equals("from:")) {
        inFrom = true;
      } else if (inFrom && line.trim().startsWith("uri:")) {
        if (direct.find()) {
          consumed.add(direct.group(1));
        }
        inFrom = false;
      }
    }
  }

  private static List<Finding> unconsumed(String file, String text, Set<String> consumed) {
    List<Finding> findings = new ArrayList<>();
    int number = 1;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher direct = DIRECT.matcher(line);
      if (direct.find() && !consumed.contains(direct.group(1))) {
        findings.add(missing(file, number, direct.group(1)));
      }
      number++;
    }
    return findings;
  }

  private static Finding contractFinding(RouteFiles files, String operation) {
    for (Map.Entry<String, String> entry : files.routes().entrySet()) {
      int number = 1;
      for (String line : (Iterable<String>) entry.getValue().lines()::iterator) {
        if (line.contains("uri: rest-openapi:")) {
          return missing(entry.getKey(), number, operation);
        }
        number++;
      }
    }
    return missing("api/openapi.yaml", 1, operation);
  }

  private static Finding missing(String file, int line, String endpoint) {
    return new Finding(
        file,
        line,
        "endpoint '"
            + endpoint
            + "' has no route; add one with 'from: "
            + endpoint
            + "', or restore the file that had it");
  }
}
