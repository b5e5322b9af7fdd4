package io.serai.hub.otel;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended, with all that happened within it.
 *
 * @param name what it is of
 * @param kind its relation to spans of other services
 * @param id 16 hex digits, where somebody else knows them already; absent for any
 * @param start when it began
 * @param end when it ended
 * @param attributes by their names in the semantic conventions where they have one
 * @param error what failed in it; absent when nothing did
 * @param children the spans within it
 */
public record SpanTree(
    String name,
    SpanKind kind,
    @Nullable String id,
    Instant start,
    Instant end,
    Map<String, String> attributes,
    @Nullable String error,
    List<SpanTree> children) {

  public SpanTree {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }
}
