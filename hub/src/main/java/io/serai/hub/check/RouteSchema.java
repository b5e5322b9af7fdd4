package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.serai.check.CheckRule;
import io.serai.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;

/**
 * The form of routes, and of the templates of kamelets, by the JSON Schema that Camel publishes of
 * its YAML. Thread-safe; read when it is first needed.
 */
final class RouteSchema {

  private static final String TEMPLATE = "/0/routeTemplate";

  private final JsonNode tree;
  private final JsonSchema schema;
  private final Set<String> languages = new TreeSet<>();

  private RouteSchema() {
    try (InputStream source =
        YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      tree = Json.MAPPER.readTree(source);
    } catch (IOException e) {
      throw new UncheckedIOException("schema of routes cannot be read", e);
    }
    tree.at("/items/definitions")
        .path("org.apache.camel.model.language.ExpressionDefinition")
        .path("properties")
        .fieldNames()
        .forEachRemaining(languages::add);
    LooseScalars.allowIn(tree);
    // Each part refers to any other: to keep what was found behind every reference takes 300 MB.
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).cacheRefs(false).build();
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(tree, config);
  }

  private static final class Lazy {
    static final RouteSchema SCHEMA = new RouteSchema();
  }

  /** The one schema. */
  static RouteSchema get() {
    return Lazy.SCHEMA;
  }

  /** Everything that is wrong with the form of a route file. */
  List<Finding> checkRoutes(YamlText file) {
    if (file.tree().isMissingNode() || file.tree().isNull()) {
      return List.of(
          file.at(
              JsonPointer.empty(),
              CheckRule.SCHEMA,
              "file is empty; allowed: a list of routes, or no file"));
    }
    return new Misfits(tree, file, pointer -> pointer).worded(validate(file.tree()));
  }

  /** Everything that is wrong with the form of a kamelet's template. */
  List<Finding> checkTemplate(YamlText file) {
    ObjectNode template = JsonNodeFactory.instance.objectNode().put("id", "template");
    for (Map.Entry<String, JsonNode> field : file.tree().at("/spec/template").properties()) {
      template.set(field.getKey(), field.getValue());
    }
    ArrayNode wrapped = JsonNodeFactory.instance.arrayNode();
    wrapped.addObject().set("routeTemplate", template);
    return new Misfits(
            tree,
            file,
            pointer ->
                JsonPointer.compile(
                    "/spec/template" + pointer.toString().substring(TEMPLATE.length())))
        .worded(validate(wrapped));
  }

  /** The words of the languages in which an expression may be. */
  Set<String> languages() {
    return languages;
  }

  private Collection<ValidationMessage> validate(JsonNode document) {
    return schema.validate(document);
  }
}
