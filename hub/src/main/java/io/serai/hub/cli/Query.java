package io.serai.hub.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a request, of the options that were given. */
final class Query {

  private Query() {}

  static String of(Map<String, @Nullable String> options) {
    return options.entrySet().stream()
        .filter(option -> option.getValue() != null)
        .map(option -> option.getKey() + "=" + encode(String.valueOf(option.getValue())))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
