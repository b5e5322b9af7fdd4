package io.serai.hub.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one file says, and what is wrong with it whatever the others say.
 *
 * @param file its path
 * @param text what it says, letter by letter
 * @param tree the same, read; null where it cannot be
 * @param uses the endpoints that it names
 * @param findings what is wrong with it
 * @param misfits what components say is wrong with endpoints of it
 */
record FileReading(
    String file,
    String text,
    @Nullable YamlText tree,
    List<EndpointUse> uses,
    List<Finding> findings,
    Map<EndpointUse, List<Finding>> misfits) {

  /** One that could not be read. */
  static FileReading unreadable(String file, String text, Finding why) {
    return new FileReading(file, text, null, List.of(), List.of(why), Map.of());
  }

  /** Whether it is of a kamelet. */
  boolean isKamelet() {
    return file.endsWith(KameletFile.ENDING);
  }

  /** What components say of endpoints that nothing else is said of: it would only be said again. */
  List<Finding> misfitsBeside(List<Finding> others) {
    return misfits.entrySet().stream()
        .filter(each -> !isFound(each.getKey(), others))
        .flatMap(each -> each.getValue().stream())
        .toList();
  }

  /** Whether something is found where an endpoint is described. */
  static boolean isFound(EndpointUse use, List<Finding> findings) {
    Set<Integer> lines = new HashSet<>(use.lines());
    return findings.stream()
        .anyMatch(each -> each.file().equals(use.file().file()) && lines.contains(each.line()));
  }
}
