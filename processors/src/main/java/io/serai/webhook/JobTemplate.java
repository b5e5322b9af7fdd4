package io.serai.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.serai.json.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A job that an operator has written, with expressions where a webhook's payload is to come in. The
 * payload comes into data only: standard input, contents of files and labels. Thread-safe.
 */
public final class JobTemplate {

  private static final Pattern DATA = Pattern.compile("/stdin|/files/\\d+/content|/labels/[^/]+");
  private static final String CODE = "/code";

  private final JsonNode job;
  private final Map<String, TemplateText> texts = new LinkedHashMap<>();
  private final List<Violation> problems = new ArrayList<>();

  /** Reads a template; what is wrong with it is told by {@link #problems}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JobTemplate(JsonNode job) {
    this.job = job;
    read("", job);
  }

  private void read(String pointer, JsonNode node) {
    if (node.isTextual()) {
      try {
        TemplateText text = new TemplateText(node.textValue());
        if (text.hasExpressions()) {
          texts.put(pointer, text);
        }
      } catch (IllegalArgumentException e) {
        problems.add(new Violation(pointer, String.valueOf(e.getMessage())));
      }
    }
    if (node.isObject()) {
      node.properties()
          .forEach(each -> read(pointer + "/" + escaped(each.getKey()), each.getValue()));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      read(pointer + "/" + i, node.path(i));
    }
  }

  private static String escaped(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Everything that is wrong with it.
   *
   * @param unsafe whether the operator wants payload in the program text, with what that means:
   *     whoever can put text into a payload decides what runs
   */
  public List<Violation> problems(boolean unsafe) {
    List<Violation> all = new ArrayList<>(problems);
    for (String pointer : texts.keySet()) {
      if (pointer.equals(CODE) && !unsafe) {
        all.add(
            new Violation(
                pointer,
                "code has an expression, so that a payload could say what runs; pass it as stdin,"
                    + " or set 'unsafe: true'"));
      } else if (!pointer.equals(CODE) && !DATA.matcher(pointer).matches()) {
        all.add(
            new Violation(
                pointer,
                "expression is not allowed here; allowed: stdin, files/*/content, labels"));
      }
    }
    return all;
  }

  /**
   * The job that a payload makes of it.
   *
   * @throws IllegalArgumentException when an expression does not fit the payload
   */
  public JsonNode fill(JsonNode payload) {
    JsonNode filled = job.deepCopy();
    texts.forEach((pointer, text) -> put(filled, pointer, filled(pointer, text, payload)));
    return filled;
  }

  private static String filled(String pointer, TemplateText text, JsonNode payload) {
    try {
      return text.fill(payload);
    } catch (JsonQueryException e) {
      // Not worded with the failure: it quotes the payload, and this goes to the log.
      throw new IllegalArgumentException(
          "template's expression at '" + pointer + "' does not fit the payload", e);
    }
  }

  private static void put(JsonNode filled, String pointer, String value) {
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode parent = filled.at(at.head());
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), new TextNode(value));
    } else {
      ((ObjectNode) parent).put(at.last().getMatchingProperty(), value);
    }
  }

  @JsonValue
  JsonNode job() {
    return job;
  }
}
