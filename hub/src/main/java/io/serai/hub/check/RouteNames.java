package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The names of routes and of route configurations: unique, and there when they are named. */
final class RouteNames {

  private static final Set<String> NAMED = Set.of("route", "routeConfiguration");
  private static final String CONFIGURED = "routeConfigurationId";

  /** The file that has a name already, by sort and name. */
  private final Map<String, String> taken = new TreeMap<>();

  private final Set<String> configurations = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private RouteNames() {}

  /** Everything that is wrong with the names in some files. */
  static List<Finding> check(Collection<YamlText> files) {
    RouteNames names = new RouteNames();
    files.forEach(names::take);
    files.forEach(names::checkConfigured);
    return names.findings;
  }

  private void take(YamlText file) {
    for (int i = 0; i < file.tree().size(); i++) {
      for (String sort : NAMED) {
        JsonNode id = file.tree().path(i).path(sort).path("id");
        if (id.isTextual()) {
          take(file, sort, JsonPointer.compile("/" + i + "/" + sort + "/id"), id.asText());
        }
      }
    }
  }

  private void take(YamlText file, String sort, JsonPointer at, String name) {
    String other = taken.putIfAbsent(sort + " " + name, file.file());
    if (other != null) {
      findings.add(
          file.at(
              at,
              CheckRule.DUPLICATE_NAME,
              "name '" + name + "' is taken by " + other + "; names are unique"));
    }
    if (!sort.equals("route")) {
      configurations.add(name);
    }
  }

  private void checkConfigured(YamlText file) {
    for (YamlText.Entry entry : file.entries()) {
      if (!entry.key().equals(CONFIGURED)) {
        continue;
      }
      for (String name : entry.value().asText().split(",", -1)) {
        String plain = name.trim();
        if (!plain.contains("*") && !configurations.contains(plain)) {
          findings.add(
              file.at(
                  entry.at(),
                  CheckRule.UNKNOWN_ROUTE_CONFIGURATION,
                  Names.unknown("route configuration", plain, configurations)));
        }
      }
    }
  }
}
