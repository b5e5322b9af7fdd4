package io.serai.hub.check;

import io.serai.check.CheckRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether somebody consumes from each {@code direct:} endpoint that is sent to.
 *
 * @param operations the endpoints that the HTTP contract sends to
 * @param unread the texts of files that cannot be read: what they speak of, they may consume from
 */
record Consumers(Set<String> operations, Collection<String> unread) {

  private static final String DIRECT = "direct:";
  private static final String CONTRACT = "api/openapi.yaml";

  /** What nobody consumes from. */
  List<Finding> check(List<EndpointUse> uses) {
    Set<String> consumed =
        uses.stream()
            .filter(EndpointUse::isConsumed)
            .map(EndpointUse::plainUri)
            .collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>();
    for (EndpointUse use : uses) {
      String uri = use.plainUri();
      if (isFixed(uri) && !isConsumed(uri, consumed)) {
        findings.add(use.wrong(CheckRule.NO_CONSUMER, missing(uri)));
      }
    }
    for (String operation : new TreeSet<>(operations)) {
      if (!isConsumed(operation, consumed)) {
        findings.add(ofContract(uses, operation));
      }
    }
    return findings;
  }

  private static boolean isFixed(String uri) {
    return uri.startsWith(DIRECT) && !uri.contains("{{") && !uri.contains("${");
  }

  private boolean isConsumed(String uri, Set<String> consumed) {
    return consumed.contains(uri) || unread.stream().anyMatch(each -> each.contains(uri));
  }

  private static Finding ofContract(List<EndpointUse> uses, String operation) {
    return uses.stream()
        .filter(use -> use.scheme().equals("rest-openapi"))
        .findFirst()
        .map(use -> use.wrong(CheckRule.NO_CONSUMER, missing(operation)))
        .orElseGet(() -> new Finding(CONTRACT, 1, 1, CheckRule.NO_CONSUMER, missing(operation)));
  }

  private static String missing(String endpoint) {
    return "endpoint '"
        + endpoint
        + "' has no route; add one with 'from: "
        + endpoint
        + "', or restore the file that had it";
  }
}
