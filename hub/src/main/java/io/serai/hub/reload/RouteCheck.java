package io.serai.hub.reload;

import io.serai.hub.check.FileRules;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries route and kamelet files without running any of them. */
public final class RouteCheck {

  private RouteCheck() {}

  /**
   * Everything that is wrong with the files: by what they say, then by what Camel makes of those
   * that say nothing wrong.
   *
   * @param files what to try
   * @param home where the form of kamelets is
   * @param properties what placeholders in them stand for
   * @param beans what the routes name
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public static List<Finding> findings(
      RouteFiles files,
      Path home,
      Properties properties,
      Map<String, Object> beans,
      Set<String> operations) {
    List<Finding> findings =
        new ArrayList<>(new FileRules(home, properties, beans, operations).findings(files));
    Set<String> wrong = findings.stream().map(Finding::file).collect(Collectors.toSet());
    try (ScratchContext scratch = new ScratchContext(properties, beans, files.without(wrong))) {
      findings.addAll(scratch.tryAll());
    }
    return findings;
  }
}
