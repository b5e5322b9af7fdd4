package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The page of a home's kamelets, made of what their files say of themselves. */
final class KameletPage {

  private static final String ENDING = ".kamelet.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> TYPES = List.of("source", "action", "sink");
  private static final Map<String, String> HEADINGS =
      Map.of(
          "source", "Sources: what jobs come by",
          "action", "Actions: what is done with a job",
          "sink", "Sinks: where a job runs");

  private final List<JsonNode> kamelets;

  private KameletPage(List<JsonNode> kamelets) {
    this.kamelets = kamelets;
  }

  /** Reads the kamelets of a home directory. */
  static KameletPage of(Path home) throws IOException {
    List<JsonNode> kamelets = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("kamelets"))) {
      for (Path file :
          (Iterable<Path>)
              files.filter(each -> each.toString().endsWith(ENDING)).sorted()::iterator) {
        kamelets.add(YAML.readTree(file.toFile()));
      }
    }
    return new KameletPage(kamelets);
  }

  /** Markdown. */
  @Override
  public String toString() {
    StringBuilder page =
        new StringBuilder(
            """
            # Kamelets

            Written by `./serai kamelets`, from the files in [kamelets](../kamelets).
            """);
    for (String type : TYPES) {
      page.append("\n## ").append(HEADINGS.get(type)).append('\n');
      kamelets.stream()
          .filter(each -> type(each).equals(type))
          .forEach(each -> describe(each, page));
    }
    return page.toString();
  }

  private static String type(JsonNode kamelet) {
    return kamelet.path("metadata").path("labels").path("camel.apache.org/kamelet.type").asText();
  }

  private static void describe(JsonNode kamelet, StringBuilder page) {
    String name = kamelet.at("/metadata/name").asText();
    JsonNode definition = kamelet.at("/spec/definition");
    page.append("\n### ").append(name).append("\n\n");
    page.append(definition.path("description").asText()).append('\n');
    if (!definition.path("properties").isEmpty()) {
      page.append("\n| property | | default | what it is |\n|---|---|---|---|\n");
      definition
          .path("properties")
          .properties()
          .forEach(each -> page.append(row(each.getKey(), each.getValue(), definition)));
    }
    page.append("\n```yaml\n").append(use(name, definition)).append("```\n");
  }

  private static String row(String name, JsonNode property, JsonNode definition) {
    return "| `%s` | %s%s | %s | %s |\n"
        .formatted(
            name,
            property.path("type").asText(),
            required(definition).contains(name) ? ", required" : "",
            property.has("default") ? "`" + property.path("default").asText() + "`" : "",
            property.path("description").asText());
  }

  /** A step that uses it, with what it requires. */
  private static String use(String name, JsonNode definition) {
    StringBuilder step = new StringBuilder("uri: kamelet:" + name + "\n");
    List<String> required = required(definition);
    if (!required.isEmpty()) {
      step.append("parameters:\n");
      for (String each : required) {
        JsonNode property = definition.path("properties").path(each);
        step.append("  %s: %s\n".formatted(each, property.path("example").asText()));
      }
    }
    return step.toString();
  }

  private static List<String> required(JsonNode definition) {
    List<String> required = new ArrayList<>();
    definition.path("required").forEach(each -> required.add(each.asText()));
    return required;
  }
}
