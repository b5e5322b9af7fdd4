package io.serai.hub.remote.auth;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says of itself.
 *
 * @param auth the name under which it signs
 * @param values its parameters
 */
record Parameters(String auth, Map<String, Object> values) {

  /** A parameter that must be there. */
  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "auth '" + auth + "' has no '" + name + "'; add " + name + "=… to the endpoint");
    }
    return value;
  }

  /** A parameter that may be left out, or empty. */
  @Nullable String optional(String name) {
    // What is left over belongs to nobody, and Camel says so.
    Object value = values.remove(name);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }
}
