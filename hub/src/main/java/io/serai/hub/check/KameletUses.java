package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the kamelets that are named are there, and are given what they need and know.
 *
 * @param kamelets by name; those that cannot be read have no file
 * @param unread the names of those
 * @param options that every kamelet's endpoint has
 */
record KameletUses(Map<String, KameletFile> kamelets, Set<String> unread, Set<String> options) {

  private static final String SCHEME = "kamelet:";

  /** Where a template begins and ends. */
  private static final Set<String> ENDS = Set.of("source", "sink");

  /** What is wrong with the use of an endpoint; nothing, where it is no kamelet. */
  List<Finding> check(EndpointUse use) {
    String uri = use.plainUri();
    if (!uri.startsWith(SCHEME)) {
      return List.of();
    }
    String name = uri.substring(SCHEME.length()).split("/", 2)[0];
    if (ENDS.contains(name) || unread.contains(name) || name.contains("{{")) {
      return List.of();
    }
    KameletFile kamelet = kamelets.get(name);
    return kamelet == null
        ? List.of(
            use.wrong(CheckRule.UNKNOWN_KAMELET, Names.unknown("kamelet", name, kamelets.keySet())))
        : checkGiven(use, kamelet);
  }

  private List<Finding> checkGiven(EndpointUse use, KameletFile kamelet) {
    List<Finding> findings = new ArrayList<>();
    Set<String> given = use.given().keySet();
    for (String required : kamelet.required()) {
      if (!given.contains(required)) {
        findings.add(
            use.wrong(
                CheckRule.MISSING_KAMELET_PROPERTY,
                "kamelet '"
                    + kamelet.name()
                    + "' lacks property '"
                    + required
                    + "'; it is required"));
      }
    }
    Set<String> known = new HashSet<>(kamelet.properties());
    known.addAll(options);
    for (String name : given) {
      if (!known.contains(name)) {
        findings.add(
            use.wrongOption(
                name,
                CheckRule.UNKNOWN_KAMELET_PROPERTY,
                Names.unknown("property", name, kamelet.properties())));
      }
    }
    return findings;
  }
}
