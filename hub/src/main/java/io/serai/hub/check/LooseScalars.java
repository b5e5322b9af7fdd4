package io.serai.hub.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Camel takes a number or a switch in quotation marks too, and a placeholder in its place; its
 * schema does not say so.
 */
final class LooseScalars {

  /** What a text must be that stands for a switch. */
  static final String SWITCH = "^(true|false|.*\\{\\{.*\\}\\}.*)$";

  /** What a text must be that stands for a number. */
  static final String NUMBER = "^(-?[0-9]+(\\.[0-9]+)?|.*\\{\\{.*\\}\\}.*)$";

  private LooseScalars() {}

  /** Rewrites a schema to say so. */
  static void allowIn(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.path("deprecated").isBoolean()) {
        // A word of later drafts, of which the validator would complain.
        object.remove("deprecated");
      }
      switch (object.path("type").asText()) {
        case "boolean" -> loosen(object, "boolean", SWITCH);
        case "number" -> loosen(object, "number", NUMBER);
        case "integer" -> loosen(object, "integer", NUMBER);
        default -> {}
      }
    }
    schema.forEach(LooseScalars::allowIn);
  }

  private static void loosen(ObjectNode schema, String type, String pattern) {
    schema.putArray("type").add(type).add("string");
    schema.put("pattern", pattern);
  }
}
