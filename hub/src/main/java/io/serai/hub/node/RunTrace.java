package io.serai.hub.node;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.serai.hub.contract.ExecuteRequest;
import io.serai.hub.contract.ExecuteResult.Span;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.otel.SpanKeys;
import io.serai.hub.otel.SpanSink;
import io.serai.hub.otel.SpanTree;
import io.serai.job.TraceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run as a span, with where its time went within; of no trace when its sender named none. */
final class RunTrace {

  private final RunTraces traces;
  private final @Nullable TraceContext sender;
  private final Instant arrivedAt;

  RunTrace(RunTraces traces, @Nullable TraceContext sender, Instant arrivedAt) {
    this.traces = traces;
    this.sender = sender;
    this.arrivedAt = arrivedAt;
  }

  /** It has ended. */
  void ended(ExecuteRequest request, Ended how, List<Span> spans) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(SpanKeys.RUN_ID, request.runId().toString());
    attributes.put(SpanKeys.JOB_ID, request.run().jobId().toString());
    attributes.put(SpanKeys.TENANT, request.run().tenant());
    attributes.put(SpanKeys.PROVIDER, request.provider());
    NodeProblem problem = null;
    if (how instanceof Ended.Answered answered) {
      attributes.put(SpanKeys.STATUS, answered.answer().result().status().word());
    } else if (how instanceof Ended.Failed failed) {
      problem = failed.problem();
    }
    send(attributes.build(), problem, spans);
  }

  /** It was not taken. */
  void refused(NodeProblem problem) {
    send(Attributes.empty(), problem, List.of());
  }

  private void send(Attributes attributes, @Nullable NodeProblem problem, List<Span> spans) {
    if (sender != null) {
      Instant now = traces.clock().instant();
      traces
          .sink()
          .send(
              new SpanSink.Parent(sender.traceId(), sender.spanId(), sender.state()),
              () -> execute(attributes, problem, spans, now));
    }
  }

  private SpanTree execute(
      Attributes attributes, @Nullable NodeProblem problem, List<Span> spans, Instant endedAt) {
    AttributesBuilder all = attributes.toBuilder();
    if (problem != null) {
      all.put(SpanKeys.ERROR_TYPE, problem.code());
    }
    return new SpanTree(
        "execute",
        SpanKind.SERVER,
        null,
        arrivedAt,
        endedAt,
        all.build(),
        problem == null ? null : problem.detail(),
        spans.stream().map(span -> part(span, endedAt)).toList());
  }

  /** Spans are counted from another moment than the arrival; none is longer than the whole. */
  private SpanTree part(Span span, Instant latest) {
    Instant start = arrivedAt.plusMillis(span.startMs());
    Instant end = start.plusMillis(span.durationMs());
    return SpanTree.internal(span.name(), start, end.isAfter(latest) ? latest : end);
  }
}
