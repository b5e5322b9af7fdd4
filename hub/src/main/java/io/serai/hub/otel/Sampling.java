package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.serai.hub.config.HubConfig;
import io.serai.job.Status;
import java.time.Duration;
import java.util.List;

/**
 * Which traces are sent: a share of all, and every one that failed or took long. That share is
 * chosen by the trace's id, so that all hubs choose the same without asking each other.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk/#traceidratiobased">
 *     TraceIdRatioBased</a>
 */
public final class Sampling {

  private static final double PERCENT = 100;

  private final Sampler share;
  private final Duration slow;

  /** What the configuration says; nothing where it names no receiver. */
  public Sampling(HubConfig.Otlp config) {
    share =
        config.enabled()
            ? Sampler.traceIdRatioBased(config.percent() / PERCENT)
            : Sampler.alwaysOff();
    slow = config.slow();
  }

  /** Whether a trace is among the share that is sent, before anybody knows how its job ends. */
  public boolean chooses(String traceId) {
    return share
        .shouldSample(
            Context.root(), traceId, "job", SpanKind.INTERNAL, Attributes.empty(), List.of())
        .getDecision()
        .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }

  /** Whether a trace is sent whose job has ended so. */
  public boolean keeps(String traceId, Status status, Duration took) {
    return status.isFailure() || took.compareTo(slow) >= 0 || chooses(traceId);
  }
}
