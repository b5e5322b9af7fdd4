package io.serai.hub.ingress;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few headers of a queue's message that may pass; any other may steer Camel. */
final class Attributes {

  private Attributes() {}

  static Map<String, String> wanted(Map<String, @Nullable Object> headers) {
    Map<String, String> attributes = new HashMap<>();
    headers.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          String text = text(value);
          if (text != null && isWanted(key)) {
            attributes.put(key, text);
          }
        });
    return attributes;
  }

  private static boolean isWanted(String key) {
    return key.startsWith("ce_")
        || key.startsWith("cloudevents:")
        || key.startsWith("cloudevents_")
        || key.equals("content-type")
        || key.equals("idempotency-key")
        || key.equals("traceparent");
  }

  /** A header's value as text: brokers deliver strings, bytes or values of their own types. */
  static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }
}
