package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.access.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The paths, methods and operations of {@code api/openapi.yaml}, and what each asks of its caller.
 * What is not among them is refused.
 */
public final class HttpContract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /**
   * One operation.
   *
   * @param id its {@code operationId}
   * @param scopes what its caller must be permitted
   * @param open whether anybody may call it, which it says itself by an empty {@code security}
   * @param queries the query parameters that it reads
   */
  public record Operation(String id, Set<Scope> scopes, boolean open, Set<String> queries) {

    public Operation {
      scopes = Set.copyOf(scopes);
      queries = Set.copyOf(queries);
    }
  }

  /**
   * A path with its operations.
   *
   * @param template the path, with its parameters in braces
   * @param byMethod the operations by method, in capitals
   * @see <a href="https://spec.openapis.org/oas/v3.0.3#path-item-object">Path Item Object</a>
   */
  public record PathItem(String template, SortedMap<String, Operation> byMethod) {

    public PathItem {
      byMethod = Collections.unmodifiableSortedMap(new TreeMap<>(byMethod));
    }
  }

  private record Shape(Pattern pattern, PathItem item) {

    boolean fits(String asked) {
      return pattern.matcher(asked).matches();
    }
  }

  private static final Set<String> LIVE_EVENTS = Set.of("jobEvents", "sessionEvents");

  private final List<Shape> shapes = new ArrayList<>();
  private final Map<String, String> lines = new HashMap<>();

  /** The contract of a hub whose files are in this directory. */
  public static HttpContract of(Path home) {
    return new HttpContract(home.resolve("api/openapi.yaml"));
  }

  /** The contract in the given file. */
  public HttpContract(Path openApi) {
    JsonNode contract;
    try {
      contract = new YAMLMapper().readTree(openApi.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "contract '" + openApi + "' cannot be read; " + e.getMessage(), e);
    }
    contract.path("paths").properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
  }

  private void add(String template, JsonNode definitions) {
    SortedMap<String, Operation> byMethod = new TreeMap<>();
    METHODS.stream()
        .filter(definitions::has)
        .forEach(
            method ->
                byMethod.put(method.toUpperCase(Locale.ROOT), operation(definitions, method)));
    byMethod.forEach((method, operation) -> lines.put(operation.id(), method + " " + template));
    Pattern pattern = Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    shapes.add(new Shape(pattern, new PathItem(template, byMethod)));
  }

  /** The method and the path template of an operation, such as {@code POST /v1/jobs}. */
  public Optional<String> line(String operationId) {
    return Optional.ofNullable(lines.get(operationId));
  }

  private static Operation operation(JsonNode pathItem, String method) {
    JsonNode definition = pathItem.path(method);
    String id = definition.path("operationId").asText();
    JsonNode security = definition.path("security");
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode scheme : security) {
      for (JsonNode words : scheme) {
        words.forEach(word -> scopes.add(scope(id, word.asText())));
      }
    }
    return new Operation(
        id, scopes, security.isArray() && security.isEmpty(), queryParameters(pathItem, method));
  }

  /** Those of one method, and those of all methods of its path. */
  private static Set<String> queryParameters(JsonNode definitions, String method) {
    Set<String> names = new TreeSet<>();
    for (JsonNode place : List.of(definitions, definitions.path(method))) {
      for (JsonNode parameter : place.path("parameters")) {
        if (parameter.path("in").asText().equals("query")) {
          names.add(parameter.path("name").asText());
        }
      }
    }
    return names;
  }

  private static Scope scope(String operation, String word) {
    return Scope.of(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scope '"
                        + word
                        + "' of operation '"
                        + operation
                        + "' is unknown; allowed: "
                        + Arrays.stream(Scope.values())
                            .map(Scope::word)
                            .collect(Collectors.joining(", "))));
  }

  /** Every operation. */
  public List<Operation> operations() {
    return shapes.stream().flatMap(shape -> shape.item().byMethod().values().stream()).toList();
  }

  /** The operations that a request may mean: of several whose paths fit, all. */
  List<Operation> operations(String method, String path) {
    return shapes.stream()
        .filter(shape -> shape.fits(path))
        .map(shape -> shape.item().byMethod().get(method))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The {@code direct:} endpoints the operations are sent to; the live events have none. */
  public Set<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    operations().stream()
        .map(Operation::id)
        .filter(operation -> !LIVE_EVENTS.contains(operation))
        .forEach(operation -> endpoints.add("direct:" + operation));
    return endpoints;
  }

  /** What the contract has of a path that was asked for; empty when it has no such path. */
  public Optional<PathItem> item(String path) {
    return shapes.stream().filter(shape -> shape.fits(path)).findFirst().map(Shape::item);
  }

  /** The methods a path allows; empty when there is no such path. */
  public Set<String> methods(String path) {
    return item(path).map(found -> found.byMethod().keySet()).orElse(Set.of());
  }

  /** The query parameters that an operation reads. */
  Set<String> queryParameters(String method, String path) {
    return item(path)
        .map(found -> found.byMethod().get(method))
        .map(Operation::queries)
        .orElse(Set.of());
  }
}
