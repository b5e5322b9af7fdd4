package io.serai.hub.ingress;

import io.serai.job.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The few headers of a queue's message that may pass; any other may steer Camel. */
final class Attributes {

  /** What is longer is cut: nothing that is wanted is, and brokers allow megabytes. */
  private static final int MAX_LENGTH = 4_096;

  private static final Set<String> WANTED =
      Set.of(
          "content-type",
          "content-encoding",
          "idempotency-key",
          TraceContext.TRACEPARENT,
          TraceContext.TRACESTATE,
          "serai-key-id",
          "serai-message-id",
          "serai-timestamp",
          "serai-signature");

  private static final Set<String> CLOUD_EVENT =
      Set.of(
          "specversion", "id", "source", "type", TraceContext.TRACEPARENT, TraceContext.TRACESTATE);

  private Attributes() {}

  static Map<String, String> wanted(Map<String, @Nullable Object> headers) {
    Map<String, String> attributes = new HashMap<>();
    headers.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          String text = isWanted(key) ? text(value) : null;
          if (text != null) {
            attributes.put(key, text.substring(0, Math.min(text.length(), MAX_LENGTH)));
          }
        });
    return attributes;
  }

  static boolean isWanted(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return WANTED.contains(key)
        || Stream.of("ce_", "cloudevents:", "cloudevents_")
            .anyMatch(
                prefix ->
                    key.startsWith(prefix) && CLOUD_EVENT.contains(key.substring(prefix.length())));
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
