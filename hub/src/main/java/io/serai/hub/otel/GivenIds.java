package io.serai.hub.otel;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ids that are known before their span is made; any others at random. Thread-safe. */
final class GivenIds implements IdGenerator {

  private record Ids(String traceId, @Nullable String spanId) {}

  private static final ThreadLocal<@Nullable Ids> GIVEN = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** Makes one span, of the given trace and perhaps of a given id. */
  <T> T give(String traceId, @Nullable String spanId, Supplier<T> span) {
    GIVEN.set(new Ids(traceId, spanId));
    try {
      return span.get();
    } finally {
      GIVEN.remove();
    }
  }

  @Override
  public String generateSpanId() {
    Ids ids = GIVEN.get();
    return ids == null || ids.spanId() == null ? random.generateSpanId() : ids.spanId();
  }

  @Override
  public String generateTraceId() {
    Ids ids = GIVEN.get();
    return ids == null ? random.generateTraceId() : ids.traceId();
  }
}
