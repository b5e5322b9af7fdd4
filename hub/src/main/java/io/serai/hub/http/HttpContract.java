package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The paths, methods and operations of {@code api/openapi.yaml}: what is not among them is refused.
 */
public final class HttpContract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** What a path offers: by method, the query parameters that it reads. */
  private record Operations(Pattern path, Map<String, Set<String>> queries) {}

  private static final Set<String> LIVE_EVENTS = Set.of("jobEvents", "sessionEvents");

  private final List<Operations> paths = new ArrayList<>();
  private final Set<String> operations = new TreeSet<>();

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
    Map<String, Set<String>> queries = new TreeMap<>();
    definitions
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (METHODS.contains(name)) {
                queries.put(name.toUpperCase(Locale.ROOT), queryParameters(definitions, name));
                operations.add(definitions.path(name).path("operationId").asText());
              }
            });
    paths.add(new Operations(Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+")), queries));
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

  /** The {@code direct:} endpoints the operations are sent to; the live events have none. */
  public Set<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    operations.stream()
        .filter(operation -> !LIVE_EVENTS.contains(operation))
        .forEach(operation -> endpoints.add("direct:" + operation));
    return endpoints;
  }

  /** The methods a path allows; empty when there is no such path. */
  Set<String> methods(String path) {
    return operations(path).keySet();
  }

  /** The query parameters that an operation reads. */
  Set<String> queryParameters(String method, String path) {
    return operations(path).getOrDefault(method, Set.of());
  }

  private Map<String, Set<String>> operations(String path) {
    return paths.stream()
        .filter(candidate -> candidate.path().matcher(path).matches())
        .findFirst()
        .map(Operations::queries)
        .orElse(Map.of());
  }
}
