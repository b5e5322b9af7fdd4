package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The paths and methods of {@code api/openapi.yaml}: what is not among them is refused. */
final class HttpContract {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private record Operations(Pattern path, Set<String> methods) {}

  private final List<Operations> paths = new ArrayList<>();

  HttpContract(Path openApi) {
    JsonNode contract;
    try {
      contract = new YAMLMapper().readTree(openApi.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "contract '" + openApi + "' cannot be read; " + e.getMessage(), e);
    }
    contract.path("paths").properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
  }

  private void add(String template, JsonNode operations) {
    Set<String> methods = new TreeSet<>();
    operations
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (METHODS.contains(name)) {
                methods.add(name.toUpperCase(Locale.ROOT));
              }
            });
    paths.add(new Operations(Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+")), methods));
  }

  /** The methods a path allows; empty when there is no such path. */
  Set<String> methods(String path) {
    return paths.stream()
        .filter(candidate -> candidate.path().matcher(path).matches())
        .findFirst()
        .map(Operations::methods)
        .orElse(Set.of());
  }
}
