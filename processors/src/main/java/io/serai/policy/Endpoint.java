package io.serai.policy;

import java.util.Set;

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
}
