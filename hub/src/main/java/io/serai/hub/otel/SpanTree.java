package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
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
    Attributes attributes,
    @Nullable String error,
    List<SpanTree> children) {

  public SpanTree {
    children = List.copyOf(children);
  }

  /** A part of what its parent does, of which there is no more to say than when. */
  public static SpanTree internal(String name, Instant start, Instant end) {
    return new SpanTree(
        name, SpanKind.INTERNAL, null, start, end, Attributes.empty(), null, List.of());
  }
}
