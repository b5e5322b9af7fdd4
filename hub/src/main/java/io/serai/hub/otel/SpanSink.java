package io.serai.hub.otel;

import io.serai.hub.config.HubConfig;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where spans are sent. Thread-safe. */
public interface SpanSink extends AutoCloseable {

  /** Nowhere. */
  SpanSink NONE = (traceId, parentSpanId, root) -> {};

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
   * @param parentSpanId the span that they are within, of another service; absent for none
   * @param root asked for only if it is sent anywhere
   */
  void send(String traceId, @Nullable String parentSpanId, Supplier<SpanTree> root);

  /** Sends what is still to be sent, within bounds. */
  @Override
  default void close() {}
}
