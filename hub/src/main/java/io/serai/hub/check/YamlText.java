package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.check.CheckRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A YAML file that knows where everything in it stands. Places are asked for by JSON pointers (RFC
 * 6901).
 */
public final class YamlText {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final JsonNode tree;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Place> keys = new HashMap<>();
  private final Map<String, Place> values = new HashMap<>();

  /** From 1. */
  record Place(int line, int column) {}

  /**
   * One field of an object, anywhere in the file.
   *
   * @param at where
   * @param key its name
   * @param value what it is
   */
  record Entry(JsonPointer at, String key, JsonNode value) {

    /** The name of the field whose value holds this one, lists aside; empty at the top. */
    String parentKey() {
      JsonPointer parent = at.head();
      while (!parent.matches() && parent.last().mayMatchElement()) {
        parent = parent.head();
      }
      return parent.matches() ? "" : parent.last().getMatchingProperty();
    }
  }

  private YamlText(String file, JsonNode tree) {
    this.file = file;
    this.tree = tree;
  }

  /**
   * Reads a text.
   *
   * @param file its path, for findings
   * @throws IOException when it is not YAML; {@link #unreadable} words it
   */
  public static YamlText read(String file, String text) throws IOException {
    YamlText read = new YamlText(file, YAML.readTree(text));
    read.locate(text);
    read.collect(JsonPointer.empty(), read.tree);
    return read;
  }

  /** Says why a text could not be read. */
  public static Finding unreadable(String file, IOException why) {
    JsonLocation at = why instanceof JsonProcessingException parsing ? parsing.getLocation() : null;
    String words =
        why instanceof JsonProcessingException parsing
            ? parsing.getOriginalMessage()
            : why.getMessage();
    return new Finding(
        file,
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()),
        CheckRule.YAML_SYNTAX,
        "file is not valid; " + withoutExcerpts(String.valueOf(words)));
  }

  /** The parser indents the excerpts of the file that it puts between its words. */
  private static String withoutExcerpts(String words) {
    return String.join(
        ", ", words.lines().filter(line -> !line.startsWith(" ")).map(String::trim).toList());
  }

  private void locate(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructEnd()) {
          JsonLocation at = parser.currentTokenLocation();
          (token == JsonToken.FIELD_NAME ? keys : values)
              .putIfAbsent(
                  parser.getParsingContext().pathAsPointer().toString(),
                  new Place(at.getLineNr(), at.getColumnNr()));
        }
      }
    }
  }

  /** Shows every text of the file, whether in an object or in a list. */
  void scalars(BiConsumer<JsonPointer, String> reader) {
    scalars(JsonPointer.empty(), tree, reader);
  }

  private static void scalars(
      JsonPointer at, JsonNode node, BiConsumer<JsonPointer, String> reader) {
    if (node.isTextual()) {
      reader.accept(at, node.asText());
    }
    node.properties()
        .forEach(each -> scalars(at.appendProperty(each.getKey()), each.getValue(), reader));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      scalars(at.appendIndex(i), node.get(i), reader);
    }
  }

  private void collect(JsonPointer at, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonPointer below = at.appendProperty(field.getKey());
      entries.add(new Entry(below, field.getKey(), field.getValue()));
      collect(below, field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(at.appendIndex(i), node.get(i));
    }
  }

  /** Its path. */
  public String file() {
    return file;
  }

  /** All of it. */
  public JsonNode tree() {
    return tree;
  }

  /** Every field of every object, from the top down. */
  List<Entry> entries() {
    return entries;
  }

  /** What is wrong with the value at a pointer, or the nearest one above it. */
  public Finding at(JsonPointer pointer, CheckRule rule, String message) {
    return finding(near(values, pointer), rule, message);
  }

  /** What is wrong with the name of the field at a pointer, or of the nearest one above it. */
  Finding atKey(JsonPointer pointer, CheckRule rule, String message) {
    return finding(near(keys, pointer), rule, message);
  }

  /** The line of a value, or the nearest one above it. */
  public int lineOf(JsonPointer pointer) {
    return near(values, pointer).line();
  }

  private Finding finding(Place place, CheckRule rule, String message) {
    return new Finding(file, place.line(), place.column(), rule, message);
  }

  private static Place near(Map<String, Place> places, JsonPointer pointer) {
    JsonPointer at = pointer;
    while (!at.matches() && !places.containsKey(at.toString())) {
      at = at.head();
    }
    return places.getOrDefault(at.toString(), new Place(1, 1));
  }
}
