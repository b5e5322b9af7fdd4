package io.serai.hub.otel;

import io.serai.hub.config.HubConfig;
import io.serai.job.TraceContext;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where spans are sent. Thread-safe. */
public interface SpanSink extends AutoCloseable {

  /** Nowhere. */
  SpanSink NONE = (parent, root) -> {};

  /**
   * What spans are within.
   *
   * @param traceId the trace, 32 hex digits
   * @param spanId the span, 16 hex digits, which somebody else sends; absent for none
   * @param state what is passed on with the trace, as {@link TraceContext#state}; absent for
   *     nothing
   */
  record Parent(String traceId, @Nullable String spanId, @Nullable String state) {}

  /**
   * Opens the configured receiver's.
   *
   * @param resource who sends, in attributes of the semantic conventions
   */
  static SpanSink open(HubConfig.Otlp config, Map<String, String> resource) {
    return config.enabled() ? new OtlpSink(config, resource) : NONE;
  }

  /**
   * Sends spans soon; never waits, and drops what the receiver does not take in time.
   *
   * @param root asked for only if it is sent anywhere
   */
  void send(Parent parent, Supplier<SpanTree> root);

  /** Sends what is still to be sent, within bounds. */
  @Override
  default void close() {}
}
