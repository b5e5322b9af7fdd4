package io.serai.hub.node;

import io.serai.hub.otel.SpanSink;
import io.serai.job.TraceContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Traces runs, each within the span of its sending.
 *
 * @param sink where the spans are sent
 * @param clock tells when they began and ended
 */
record RunTraces(SpanSink sink, Clock clock) {

  /**
   * A run that has just arrived, of a sending that its headers name; one that is not recorded is of
   * no trace.
   */
  RunTrace begin(@Nullable TraceContext sender) {
    return new RunTrace(this, sender != null && sender.sampled() ? sender : null, clock.instant());
  }
}
