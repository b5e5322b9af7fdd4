package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final Pattern SPECIAL = Pattern.compile("[&+%]");

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
    use.optionsBeside().forEach((name, value) -> checkValue(use, name, value, findings));
    checkConfiguration(use, kamelet, findings);
    return findings;
  }

  /** Camel writes all of them into one URI, where these characters mean something. */
  private static void checkValue(
      EndpointUse use, String name, String value, List<Finding> findings) {
    if (SPECIAL.matcher(value).find() && !value.startsWith("RAW")) {
      findings.add(
          use.wrongValue(
              name,
              CheckRule.BAD_VALUE,
              "value of '" + name + "' has &, + or %; write it as RAW(…)"));
    }
  }

  /** What a source's own route refuses and what the route behind it does, becomes the same. */
  private static void checkConfiguration(
      EndpointUse use, KameletFile kamelet, List<Finding> findings) {
    String wanted = kamelet.configuration();
    if (use.isConsumed() && !wanted.isEmpty() && !use.configuration().equals(wanted)) {
      findings.add(
          use.wrong(
              CheckRule.UNKNOWN_ROUTE_CONFIGURATION,
              "route from kamelet '"
                  + kamelet.name()
                  + "' does not say what becomes of what it refuses; add 'routeConfigurationId: "
                  + wanted
                  + "'"));
    }
  }
}
