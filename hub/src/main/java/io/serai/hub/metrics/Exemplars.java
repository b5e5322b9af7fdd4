package io.serai.hub.metrics;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.serai.job.Submission;
import org.jspecify.annotations.Nullable;

/**
 * Says of which job's trace a sample is, so that one sample of a histogram leads to a trace.
 * Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars">OpenMetrics
 *     exemplars</a>
 */
final class Exemplars implements SpanContext {

  private static final ThreadLocal<@Nullable Submission> CURRENT = new ThreadLocal<>();

  /** What is recorded meanwhile on this thread is of this job. */
  void during(Submission job, Runnable recording) {
    CURRENT.set(job);
    try {
      recording.run();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public @Nullable String getCurrentTraceId() {
    Submission current = CURRENT.get();
    return current == null ? null : current.traceId();
  }

  @Override
  public @Nullable String getCurrentSpanId() {
    Submission current = CURRENT.get();
    return current == null ? null : current.job().id().spanId();
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return CURRENT.get() != null;
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // Whether a trace is sent is decided by its id, or by its end.
  }
}
