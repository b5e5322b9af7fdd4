package io.serai.hub.check;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a schema refuses, in words. Of alternatives none of which fits, only the one is told that
 * comes closest: the others are no help.
 *
 * @param schema the schema
 * @param file what it refuses
 * @param places from the pointers of what was validated to those of the file
 */
record Misfits(JsonNode schema, YamlText file, UnaryOperator<JsonPointer> places) {

  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf");
  private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "not");

  /** Findings for what the validator says. */
  List<Finding> worded(Collection<ValidationMessage> found) {
    List<Finding> findings = new ArrayList<>();
    for (ValidationMessage each : closest(List.copyOf(found), 0)) {
      findings.add(worded(each));
    }
    return findings.stream().distinct().toList();
  }

  private static List<ValidationMessage> closest(List<ValidationMessage> found, int from) {
    List<ValidationMessage> told = new ArrayList<>();
    Map<String, Map<Integer, List<ValidationMessage>>> choices = new LinkedHashMap<>();
    for (ValidationMessage each : found) {
      JsonNodePath path = each.getEvaluationPath();
      int choice = choice(path, from);
      if (choice >= 0) {
        choices
            .computeIfAbsent(start(path, choice), key -> new TreeMap<>())
            .computeIfAbsent(Integer.valueOf(path.getName(choice + 1)), key -> new ArrayList<>())
            .add(each);
      } else if (!SUMMARIES.contains(each.getType())) {
        told.add(each);
      }
    }
    choices.forEach((start, ways) -> told.addAll(closestWay(ways, start)));
    return told;
  }

  private static List<ValidationMessage> closestWay(
      Map<Integer, List<ValidationMessage>> ways, String start) {
    int depth = (int) start.chars().filter(each -> each == '\n').count();
    return ways.values().stream()
        .map(way -> closest(way, depth + 1))
        .filter(way -> !way.isEmpty())
        .min(
            comparing(Misfits::isAnotherType)
                .thenComparing(comparingInt(Misfits::depth).reversed())
                .thenComparingInt(List::size))
        .orElse(List.of());
  }

  /** Whether the alternative is for quite another sort of value. */
  private static boolean isAnotherType(List<ValidationMessage> way) {
    return way.stream()
        .anyMatch(
            each ->
                each.getType().equals("type")
                    && each.getInstanceLocation().getNameCount() == depth(way));
  }

  private static int depth(List<ValidationMessage> way) {
    return way.stream().mapToInt(each -> each.getInstanceLocation().getNameCount()).max().orElse(0);
  }

  /** Where the next choice is on a path; -1 where there is none. */
  private static int choice(JsonNodePath path, int from) {
    for (int i = from; i + 1 < path.getNameCount(); i++) {
      if (CHOICES.contains(path.getName(i)) && path.getName(i + 1).matches("\\d+")) {
        return i;
      }
    }
    return -1;
  }

  private static String start(JsonNodePath path, int names) {
    StringBuilder start = new StringBuilder();
    for (int i = 0; i <= names; i++) {
      start.append(path.getName(i)).append('\n');
    }
    return start.toString();
  }

  private Finding worded(ValidationMessage found) {
    JsonPointer at = places.apply(JsonPointer.compile(found.getInstanceLocation().toString()));
    String field = String.valueOf(found.getProperty());
    CheckRule rule = CheckRule.ofKeyword(found.getType());
    return switch (found.getType()) {
      case "additionalProperties" ->
          file.atKey(at.appendProperty(field), rule, Names.unknown("field", field, known(found)));
      case "required" -> missing(found, at, field);
      case "type", "pattern" ->
          file.at(at, rule, value(found) + " is not allowed; allowed: " + sort(found));
      case "enum" ->
          file.at(
              at,
              rule,
              value(found)
                  + " is not allowed; allowed: "
                  + Names.allowed(found.getInstanceNode().asText(), texts(found.getSchemaNode())));
      default -> file.at(at, rule, found.getMessage());
    };
  }

  /** A language that there is not is more help than the first that there is. */
  private Finding missing(ValidationMessage found, JsonPointer at, String field) {
    List<String> languages = languages(found);
    JsonNode value = found.getInstanceNode();
    if (!languages.contains(field) || languages.size() == 1) {
      return file.atKey(
          at, CheckRule.MISSING_PROPERTY, "field '" + field + "' is missing; it is required");
    }
    if (value.isObject() && value.size() == 1) {
      String name = value.fieldNames().next();
      return file.atKey(
          at.appendProperty(name),
          CheckRule.UNKNOWN_PROPERTY,
          Names.unknown("field", name, languages));
    }
    return file.atKey(
        at,
        CheckRule.MISSING_PROPERTY,
        "expression is missing; allowed: " + Names.allowed("simple", languages));
  }

  /** All fields of which one is required, where the schema has a choice of them. */
  private List<String> languages(ValidationMessage found) {
    JsonNode choice = schema.at(head(found, 2));
    Set<String> names = new TreeSet<>();
    choice.forEach(each -> each.path("required").forEach(name -> names.add(name.asText())));
    return choice.isArray() ? List.copyOf(names) : List.of();
  }

  private Collection<String> known(ValidationMessage found) {
    Set<String> names = new TreeSet<>();
    schema.at(head(found, 1)).path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The place of the schema from which an object of another depth refused the value. */
  private static JsonPointer head(ValidationMessage found, int up) {
    JsonPointer at = JsonPointer.compile(found.getSchemaLocation().getFragment().toString());
    for (int i = 0; i < up; i++) {
      at = at.head();
    }
    return at;
  }

  private static String value(ValidationMessage found) {
    JsonNode node = found.getInstanceNode();
    return node.isContainerNode()
        ? (node.isArray() ? "a list" : "an object")
        : "value '" + node.asText() + "'";
  }

  private String sort(ValidationMessage found) {
    JsonNode asked = schema.at(head(found, 1));
    return switch (asked.path("pattern").asText()) {
      case LooseScalars.SWITCH -> "true, false";
      case LooseScalars.NUMBER -> "a number";
      case "" -> asked.path("type").asText();
      default -> asked.path("pattern").asText();
    };
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
