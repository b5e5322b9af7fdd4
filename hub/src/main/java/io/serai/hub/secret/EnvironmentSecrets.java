package io.serai.hub.secret;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in the environment.
 *
 * @param variables the value of a variable; null where it is not set
 */
record EnvironmentSecrets(Function<String, @Nullable String> variables) implements SecretStore {

  @Override
  public Secret read(String reference, String path) {
    String value = variables.apply(path);
    if (value == null) {
      throw new SecretException(reference, "is not set; set the environment variable");
    }
    return new Secret(value);
  }
}
