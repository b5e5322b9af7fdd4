package io.serai.hub.config;

import java.util.List;

/** Everything that is wrong with a configuration, one line each. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
