package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.serai.check.CheckRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An endpoint that a route or a kamelet names.
 *
 * @param file where
 * @param step the name of the step: from, to, wireTap, …
 * @param at the text that names it
 * @param uri that text
 * @param options what it is given beside its text, by name
 * @param optionsAt where these are
 */
record EndpointUse(
    YamlText file,
    String step,
    JsonPointer at,
    String uri,
    JsonNode options,
    JsonPointer optionsAt) {

  private static final Set<String> SHORT = Set.of("from", "to", "toD", "wireTap", "poll");
  private static final String URI = "uri";
  private static final String KAMELET = "kamelet";
  private static final String OPTIONS = "parameters";

  /** All that a file names in so many words. */
  static List<EndpointUse> in(YamlText file) {
    List<EndpointUse> uses = new ArrayList<>();
    for (YamlText.Entry entry : file.entries()) {
      String step = entry.parentKey();
      JsonNode value = entry.value();
      if (isData(entry.at())) {
        continue;
      }
      if (entry.key().equals(URI) && value.isTextual() && !isPattern(step)) {
        JsonPointer options = entry.at().head().appendProperty(OPTIONS);
        uses.add(use(file, step, entry.at(), value.asText(), options));
      } else if (SHORT.contains(entry.key()) && value.isTextual()) {
        uses.add(use(file, entry.key(), entry.at(), value.asText(), entry.at()));
      } else if (entry.key().equals(KAMELET)) {
        uses.add(ofKamelet(file, entry));
      }
    }
    return uses;
  }

  private static EndpointUse ofKamelet(YamlText file, YamlText.Entry entry) {
    return entry.value().isTextual()
        ? use(file, KAMELET, entry.at(), KAMELET + ":" + entry.value().asText(), entry.at())
        : use(
            file,
            KAMELET,
            entry.at().appendProperty("name"),
            KAMELET + ":" + entry.value().path("name").asText(),
            entry.at().appendProperty(OPTIONS));
  }

  /** One that stands where it is, without options beside it. */
  static EndpointUse plain(YamlText file, String step, JsonPointer at, String uri) {
    return new EndpointUse(file, step, at, uri, MissingNode.getInstance(), at);
  }

  private static EndpointUse use(
      YamlText file, String step, JsonPointer at, String uri, JsonPointer options) {
    return new EndpointUse(file, step, at, uri, file.tree().at(options), options);
  }

  /**
   * Whether a field is what somebody gives an endpoint, a bean or a reader, and no part of a route.
   */
  static boolean isData(JsonPointer at) {
    String path = at.toString();
    return path.contains("/" + OPTIONS + "/")
        || path.contains("/beans/")
        || path.contains("/definition/");
  }

  /** Whether what a step calls uri is a pattern, or a path of REST. */
  private static boolean isPattern(String step) {
    return step.startsWith("intercept") || step.startsWith("rest");
  }

  /** Whether it is consumed from. */
  boolean isConsumed() {
    return step.equals("from");
  }

  /** The word before the colon. */
  String scheme() {
    return uri.split("[:?]", 2)[0];
  }

  /** {@code direct:} with its name, wherever that stands; any other as it is, without options. */
  String plainUri() {
    String path = uri.split("\\?", 2)[0].replaceFirst("^([\\w-]+)://", "$1:");
    return path.equals("direct") ? path + ":" + options.path("name").asText() : path;
  }

  /** Of a route that consumes from it, the id of its route configuration; empty without one. */
  String configuration() {
    JsonPointer from = at.toString().endsWith("/" + URI) ? at.head() : at;
    return file.tree().at(from.head()).path("routeConfigurationId").asText();
  }

  /** What it is given beside its text. */
  Map<String, String> optionsBeside() {
    Map<String, String> beside = new LinkedHashMap<>();
    options.properties().forEach(each -> beside.put(each.getKey(), each.getValue().asText()));
    return beside;
  }

  /** Everything it is given, in its text and beside it. */
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    String[] parts = uri.split("\\?", 2);
    for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
      String[] sides = pair.split("=", 2);
      given.put(sides[0], sides.length < 2 ? "" : sides[1]);
    }
    given.putAll(optionsBeside());
    return given;
  }

  /** What is wrong with the endpoint. */
  Finding wrong(CheckRule rule, String message) {
    return file.at(at, rule, message);
  }

  /** What is wrong with the name of something that it is given. */
  Finding wrongOption(String name, CheckRule rule, String message) {
    return options.has(name)
        ? file.atKey(optionsAt.appendProperty(name), rule, message)
        : wrong(rule, message);
  }

  /** What is wrong with the value of something that it is given. */
  Finding wrongValue(String name, CheckRule rule, String message) {
    return options.has(name)
        ? file.at(optionsAt.appendProperty(name), rule, message)
        : wrong(rule, message);
  }

  /** The lines on which it is described. */
  Set<Integer> lines() {
    Set<Integer> lines = new LinkedHashSet<>();
    lines.add(file.lineOf(at));
    options
        .fieldNames()
        .forEachRemaining(each -> lines.add(file.lineOf(optionsAt.appendProperty(each))));
    return lines;
  }
}
