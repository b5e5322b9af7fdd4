package io.serai.policy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kamelet that a policy may name.
 *
 * @param name {@code kamelet:<name>}
 * @param parameters it knows
 * @param required those of them that have no default
 */
public record Endpoint(String name, Set<String> parameters, Set<String> required) {

  public Endpoint {
    parameters = Set.copyOf(parameters);
    required = Set.copyOf(required);
  }

  /** Whether it asks a moderator, and takes no job. */
  boolean moderates() {
    return name.startsWith("kamelet:moderation-");
  }

  /** The endpoint with its parameters. */
  static String uri(String endpoint, Map<String, String> parameters) {
    String query =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? endpoint : endpoint + "?" + query;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
