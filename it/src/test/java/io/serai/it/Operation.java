package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One operation of {@code api/openapi.yaml}. */
record Operation(String id, String method, String template, JsonNode security) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** All that there are. */
  static List<Operation> all() throws IOException {
    JsonNode contract =
        new YAMLMapper().readTree(StartedHub.HOME.resolve("api/openapi.yaml").toFile());
    List<Operation> operations = new ArrayList<>();
    contract
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(each -> METHODS.contains(each.getKey()))
                    .map(each -> of(path.getKey(), each.getKey(), each.getValue()))
                    .forEach(operations::add));
    return operations;
  }

  private static Operation of(String path, String method, JsonNode said) {
    return new Operation(
        said.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        said.path("security"));
  }

  String path(String subject) {
    return template.replaceAll("\\{[^}]+}", subject);
  }

  /** The one scope that its callers need. */
  String scope() {
    List<String> scopes = new ArrayList<>();
    security.forEach(
        scheme -> scheme.forEach(words -> words.forEach(word -> scopes.add(word.asText()))));
    assertThat(scopes).as("scopes of operation '%s'", id).hasSize(1);
    return scopes.get(0);
  }
}
