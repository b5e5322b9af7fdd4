package io.serai.hub.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Tries route and kamelet files without running any of them. */
public final class RouteCheck {

  private RouteCheck() {}

  /**
   * Everything that is wrong with the files.
   *
   * @param files what to try
   * @param properties what placeholders in them stand for
   * @param beans what the routes name
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public static List<Finding> findings(
      RouteFiles files, Properties properties, Map<String, Object> beans, Set<String> operations) {
    List<Finding> findings = new ArrayList<>(DirectCheck.check(files, operations));
    try (ScratchContext scratch = new ScratchContext(properties, beans, files)) {
      findings.addAll(scratch.tryAll());
    }
    return findings;
  }
}
