package io.serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.InvalidMessage.Code;
import io.serai.json.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * The characters that a document may hold. Half of a surrogate pair is no character (RFC 7493,
 * section 2.1) and becomes another one wherever it is stored; U+0000 no database can store as text.
 */
final class Characters {

  private Characters() {}

  /**
   * Goes through the texts and names of a document.
   *
   * @throws InvalidMessage when one of them cannot be stored as it is
   */
  static void require(JsonNode document) {
    List<Violation> violations = new ArrayList<>();
    collect(document, "", violations);
    if (!violations.isEmpty()) {
      throw new InvalidMessage(Code.INVALID_JOB, violations);
    }
  }

  private static void collect(JsonNode node, String pointer, List<Violation> violations) {
    if (node.isTextual() && !storable(node.textValue())) {
      violations.add(violation(pointer, "text"));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), pointer + "/" + i, violations);
    }
    node.properties()
        .forEach(
            field -> {
              if (storable(field.getKey())) {
                collect(field.getValue(), pointer + "/" + field.getKey(), violations);
              } else {
                violations.add(violation(pointer, "a field's name"));
              }
            });
  }

  private static Violation violation(String pointer, String what) {
    return new Violation(
        pointer,
        what + " holds U+0000 or half of a surrogate pair; send bytes base64, as a file's content");
  }

  private static boolean storable(String text) {
    return text.codePoints().noneMatch(Characters::isUnstorable);
  }

  static boolean isUnstorable(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }
}
