package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.CheckRule;
import io.serai.check.Names;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kamelet as its file defines it.
 *
 * @param file what was read
 */
record KameletFile(YamlText file) {

  static final String ENDING = ".kamelet.yaml";
  private static final JsonPointer NAME = JsonPointer.compile("/metadata/name");

  /** The name that its file gives it. */
  String name() {
    return name(file.file());
  }

  /** The name that a file gives its kamelet. */
  static String name(String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    return last.substring(0, last.length() - ENDING.length());
  }

  private JsonNode definition() {
    return file.tree().at("/spec/definition");
  }

  /** What it can be given. */
  Set<String> properties() {
    Set<String> names = new TreeSet<>();
    definition().path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What it must be given. */
  Set<String> required() {
    Set<String> names = new TreeSet<>();
    definition().path("required").forEach(each -> names.add(each.asText()));
    return names;
  }

  /** What the route of its template says becomes of failures; empty where it says nothing. */
  String configuration() {
    return file.tree().at("/spec/template/route/routeConfigurationId").asText();
  }

  /** What its placeholders stand for. */
  Settings settings(Properties properties) {
    Map<String, String> values = new HashMap<>();
    definition()
        .path("properties")
        .properties()
        .forEach(
            each -> {
              JsonNode value = each.getValue().path("default");
              value = value.isMissingNode() ? each.getValue().path("example") : value;
              if (value.isValueNode()) {
                values.put(each.getKey(), value.asText());
              }
            });
    Set<String> names = properties();
    file.tree().at("/spec/template/beans").forEach(bean -> names.add(bean.path("name").asText()));
    return new Settings(properties, values, names);
  }

  /** Everything that is wrong with its own form; the template is a route, and looked at as one. */
  List<Finding> checkForm(Schema form) {
    List<Finding> findings = new ArrayList<>();
    for (Violation each : form.violations(file.tree())) {
      findings.add(
          file.at(
              JsonPointer.compile(each.pointer()),
              CheckRule.ofKeyword(each.keyword()),
              each.message()));
    }
    String named = file.tree().at(NAME).asText();
    if (findings.isEmpty() && !named.equals(name())) {
      findings.add(
          file.at(
              NAME,
              CheckRule.KAMELET_NAME,
              "kamelet is named '" + named + "' but its file is not; allowed: " + name()));
    }
    if (findings.isEmpty()) {
      checkRequired(findings);
    }
    return findings;
  }

  private void checkRequired(List<Finding> findings) {
    Set<String> known = properties();
    int index = 0;
    for (JsonNode each : definition().path("required")) {
      if (!known.contains(each.asText())) {
        findings.add(
            file.at(
                JsonPointer.compile("/spec/definition/required/" + index),
                CheckRule.UNKNOWN_PROPERTY,
                Names.unknown("property", each.asText(), known)));
      }
      index++;
    }
  }
}
