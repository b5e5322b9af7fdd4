package io.serai.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import io.serai.check.CheckRule;
import io.serai.check.Names;
import io.serai.json.Json;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One policy file while it is read: every problem found in it carries its line. */
final class PolicyFile {

  private static final JsonNodeReader YAML =
      JsonNodeReader.builder()
          .yamlMapper(
              YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .locationAware()
          .build();

  private final String name;
  private final List<PolicyProblem> problems;
  private @Nullable JsonNode tree;

  PolicyFile(String name, List<PolicyProblem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads a policy that no other is held against.
   *
   * @param file the policy
   * @param policies where the schemas are, in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  static <T> T alone(String name, Path file, Path policies, Class<T> type) throws PolicyException {
    return alone(name, file, policies, type, (policy, reading) -> {});
  }

  /** The same, with a check of its own. */
  static <T> T alone(
      String name, Path file, Path policies, Class<T> type, BiConsumer<T, PolicyFile> check)
      throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    Path schema = policies.resolve("schema/" + name + ".schema.json");
    PolicyFile reading = new PolicyFile(name, problems);
    T policy = reading.read(file, schema, type);
    if (policy != null) {
      check.accept(policy, reading);
    }
    if (policy == null || !problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return policy;
  }

  /** Reads any file as the given type, or notes why it cannot be. */
  <T> @Nullable T read(Path file, Path schemaFile, Class<T> type) {
    String text = text(file);
    return text == null ? null : read(text, schemaFile, type);
  }

  /** The text of the file, unless it cannot be read, which is noted. */
  @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      problemAt(null, CheckRule.UNREADABLE_FILE, "file cannot be read; " + e.getMessage());
      return null;
    }
  }

  /** Reads a text as the given type, or notes why it cannot be. */
  <T> @Nullable T read(String text, Path schemaFile, Class<T> type) {
    try {
      tree = YAML.readTree(text, InputFormat.YAML);
      Schema schema = new Schema(Json.MAPPER.readTree(schemaFile.toFile()));
      List<Violation> violations = schema.violations(tree);
      violations.forEach(
          each -> problem(each.pointer(), CheckRule.ofKeyword(each.keyword()), each.message()));
      return violations.isEmpty() ? Json.MAPPER.treeToValue(tree, type) : null;
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problem(pointer(e), CheckRule.BAD_VALUE, String.valueOf(cause.getMessage()));
    } catch (InvalidFormatException e) {
      problem(
          pointer(e),
          CheckRule.BAD_VALUE,
          "value '" + e.getValue() + "' is not allowed; there is no such one");
    } catch (JsonProcessingException e) {
      problemAt(
          e.getLocation(),
          CheckRule.YAML_SYNTAX,
          "file is not valid; " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      problemAt(null, CheckRule.UNREADABLE_FILE, "schema cannot be read; " + e.getMessage());
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonProcessingException cause) {
        problemAt(
            cause.getLocation(),
            CheckRule.YAML_SYNTAX,
            "file is not valid; " + withoutExcerpt(cause.getOriginalMessage()));
      } else {
        problemAt(
            null,
            CheckRule.YAML_SYNTAX,
            "file is not valid; " + firstLine(String.valueOf(e.getMessage())));
      }
    }
    return null;
  }

  /** Where a value stood of which no object could be made. */
  private static String pointer(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(step -> step.getFieldName() == null ? step.getIndex() : step.getFieldName())
        .map(step -> "/" + step)
        .collect(Collectors.joining());
  }

  /** Notes a problem at the value a JSON pointer points to. */
  void problem(String pointer, CheckRule rule, String message) {
    JsonNode root = tree;
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode node = root == null ? null : root.at(at);
    while (root != null && node != null && node.isMissingNode() && !at.matches()) {
      at = at.head();
      node = root.at(at);
    }
    problemAt(node == null ? null : JsonNodes.tokenLocationOf(node), rule, message);
  }

  /** Notes a name of what there is not, at the value a JSON pointer points to. */
  void unknown(String pointer, String noun, String name, Set<String> allowed) {
    problem(pointer, CheckRule.UNKNOWN_NAME, Names.unknown(noun, name, allowed));
  }

  private void problemAt(@Nullable JsonLocation location, CheckRule rule, String message) {
    problems.add(
        new PolicyProblem(
            "policies/" + name + ".yaml",
            location == null ? 1 : Math.max(1, location.getLineNr()),
            location == null ? 1 : Math.max(1, location.getColumnNr()),
            rule,
            message));
  }

  /** The parser indents the excerpts of the file that it puts between its words. */
  private static String withoutExcerpt(String text) {
    return text.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").trim();
  }
}
