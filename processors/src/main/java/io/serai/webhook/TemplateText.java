package io.serai.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A text with expressions in it: {@code ${ … }}, in jq. What an expression gives is put in as text,
 * whatever it looks like: it is never read as an expression itself.
 *
 * @see <a href="https://jqlang.org/manual/v1.6/">jq 1.6 Manual</a>
 */
final class TemplateText {

  private static final String OPEN = "${";
  private static final Scope BUILTINS = builtins();

  private interface Part {
    String fill(JsonNode payload) throws JsonQueryException;
  }

  private final List<Part> parts = new ArrayList<>();
  private boolean hasExpressions;

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException when an expression in it is not one
   */
  TemplateText(String text) {
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      String before = text.substring(at, open);
      parts.add(payload -> before);
      int close = closing(text, open + OPEN.length());
      JsonQuery expression = compiled(text.substring(open + OPEN.length(), close).trim());
      parts.add(payload -> evaluated(expression, payload));
      hasExpressions = true;
      at = close + 1;
    }
    String rest = text.substring(at);
    parts.add(payload -> rest);
  }

  /** Whether anything of the payload comes into it. */
  boolean hasExpressions() {
    return hasExpressions;
  }

  /** The text with what the payload says put in. */
  String fill(JsonNode payload) throws JsonQueryException {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      filled.append(part.fill(payload));
    }
    return filled.toString();
  }

  /** Where the brace closes that opened before {@code from}; braces in strings of jq are text. */
  private static int closing(String text, int from) {
    int depth = 1;
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char each = text.charAt(i);
      if (quoted && each == '\\') {
        i++;
      } else if (each == '"') {
        quoted = !quoted;
      } else if (!quoted && each == '{') {
        depth++;
      } else if (!quoted && each == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("'${' is not closed; close it with '}'");
  }

  private static JsonQuery compiled(String expression) {
    try {
      return JsonQuery.compile(expression, Versions.JQ_1_6);
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException(
          "expression '" + expression + "' is not jq; write it as in the manual of jq 1.6", e);
    }
  }

  private static String evaluated(JsonQuery expression, JsonNode payload)
      throws JsonQueryException {
    List<JsonNode> values = new ArrayList<>();
    expression.apply(Scope.newChildScope(BUILTINS), payload, values::add);
    return values.stream().map(TemplateText::text).collect(Collectors.joining("\n"));
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.isTextual() ? value.textValue() : value.toString();
  }

  private static Scope builtins() {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
    return scope;
  }
}
