package io.serai.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Set;

/**
 * A JSON Schema (draft 2020-12) that words what is wrong with a document. Thread-safe.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema</a>
 */
public final class Schema {

  private final JsonNode schemaTree;
  private final JsonSchema schema;

  /** The schema written in the given document. */
  public Schema(JsonNode schemaTree) {
    this.schemaTree = schemaTree;
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schemaTree, config);
    schema.initializeValidators();
  }

  /** Everything in the document that the schema does not allow. */
  public List<Violation> violations(JsonNode document) {
    Set<ValidationMessage> found = schema.validate(document);
    return found.isEmpty() ? List.of() : found.stream().map(this::worded).toList();
  }

  private Violation worded(ValidationMessage found) {
    return new Violation(
        found.getInstanceLocation().toString(), message(found), String.valueOf(found.getType()));
  }

  private String message(ValidationMessage found) {
    String field = found.getProperty();
    return switch (found.getType()) {
      case "additionalProperties" -> "field '" + field + "' is unknown; allowed: " + allowed(found);
      case "required" -> "field '" + field + "' is missing; it is required";
      case "enum", "type", "pattern" ->
          "value "
              + shortened(found.getInstanceNode())
              + " is not allowed; "
              + found.getType()
              + " must be "
              + shortened(found.getSchemaNode());
      default -> withoutPath(found);
    };
  }

  /** The field names that the schema around the refused field knows. */
  private String allowed(ValidationMessage found) {
    JsonNode at = schemaTree;
    for (int i = 0; i < found.getEvaluationPath().getNameCount() - 1; i++) {
      at = at.path(found.getEvaluationPath().getName(i));
    }
    return String.join(", ", (Iterable<String>) at.path("properties")::fieldNames);
  }

  private static String shortened(JsonNode node) {
    String text = String.valueOf(node);
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }

  private static String withoutPath(ValidationMessage found) {
    String message = found.getMessage();
    String prefix = found.getInstanceLocation() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
