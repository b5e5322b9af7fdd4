package io.serai.hub.node;

import io.opentelemetry.api.trace.SpanKind;
import io.serai.hub.contract.ExecuteRequest;
import io.serai.hub.contract.ExecuteResult.Span;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.otel.SpanTree;
import io.serai.job.Traceparent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run as a span, with where its time went within; of no trace when its sender named none. */
final class RunTrace {

  private final RunTraces traces;
  private final @Nullable Traceparent sender;
  private final Instant arrivedAt;

  RunTrace(RunTraces traces, @Nullable Traceparent sender, Instant arrivedAt) {
    this.traces = traces;
    this.sender = sender;
    this.arrivedAt = arrivedAt;
  }

  /** It has ended. */
  void ended(ExecuteRequest request, Ended how, List<Span> spans) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("serai.run.id", request.runId().toString());
    attributes.put("serai.job.id", request.run().jobId().toString());
    attributes.put("serai.tenant", request.run().tenant());
    attributes.put("serai.provider", request.provider());
    NodeProblem problem = null;
    if (how instanceof Ended.Answered answered) {
      attributes.put("serai.status", answered.answer().result().status().word());
    } else if (how instanceof Ended.Failed failed) {
      problem = failed.problem();
    }
    send(attributes, problem, spans);
  }

  /** It was not taken. */
  void refused(NodeProblem problem) {
    send(Map.of(), problem, List.of());
  }

  private void send(
      Map<String, String> attributes, @Nullable NodeProblem problem, List<Span> spans) {
    if (sender != null) {
      Instant now = traces.clock().instant();
      traces
          .sink()
          .send(sender.traceId(), sender.spanId(), () -> execute(attributes, problem, spans, now));
    }
  }

  private SpanTree execute(
      Map<String, String> attributes,
      @Nullable NodeProblem problem,
      List<Span> spans,
      Instant endedAt) {
    Map<String, String> all = new HashMap<>(attributes);
    if (problem != null) {
      all.put("error.type", problem.code());
    }
    return new SpanTree(
        "execute",
        SpanKind.SERVER,
        null,
        arrivedAt,
        endedAt,
        all,
        problem == null ? null : problem.detail(),
        spans.stream().map(span -> part(span, endedAt)).toList());
  }

  /** Spans are counted from another moment than the arrival; none is longer than the whole. */
  private SpanTree part(Span span, Instant latest) {
    Instant start = arrivedAt.plusMillis(span.startMs());
    Instant end = start.plusMillis(span.durationMs());
    return new SpanTree(
        span.name(),
        SpanKind.INTERNAL,
        null,
        start,
        end.isAfter(latest) ? latest : end,
        Map.of(),
        null,
        List.of());
  }
}
