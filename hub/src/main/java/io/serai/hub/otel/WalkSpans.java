package io.serai.hub.otel;

import io.opentelemetry.api.trace.SpanKind;
import io.serai.fleet.Attempt;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Timing;
import io.serai.traces.EndedWalk;
import io.serai.traces.TraceExport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends an ended walk as a span of the job, with one for each stage and each attempt. */
public final class WalkSpans implements TraceExport {

  private static final String RECIPIENTS = "recipients";

  private final SpanSink sink;

  /** Sends to the given sink. */
  public WalkSpans(SpanSink sink) {
    this.sink = sink;
  }

  @Override
  public void export(EndedWalk walk) {
    Submission submission = walk.submission();
    sink.send(submission.traceId(), submission.parentSpanId(), () -> job(walk));
  }

  static SpanTree job(EndedWalk walk) {
    Instant accepted = walk.submission().acceptedAt();
    return new SpanTree(
        "job",
        walk.submission().source().equals("http") ? SpanKind.SERVER : SpanKind.CONSUMER,
        walk.submission().job().id().spanId(),
        accepted.isBefore(walk.begunAt()) ? accepted : walk.begunAt(),
        walk.endedAt(),
        attributes(walk),
        failure(walk.result()),
        children(walk));
  }

  private static Map<String, String> attributes(EndedWalk walk) {
    Submission submission = walk.submission();
    Result result = walk.result();
    Map<String, String> attributes = new HashMap<>();
    attributes.put("serai.job.id", result.jobId().toString());
    attributes.put("serai.tenant", submission.job().tenant());
    attributes.put("serai.source", submission.source());
    attributes.put("serai.status", result.status().word());
    if (!submission.source().equals("http")) {
      attributes.put("messaging.system", submission.source());
      attributes.put("messaging.operation.name", "process");
      attributes.put("messaging.operation.type", "process");
    }
    Placement placement = result.placement();
    if (placement != null) {
      attributes.put("serai.target", placement.target());
      attributes.putAll(where(placement));
      putUnlessAbsent("serai.node", placement.node(), attributes);
    }
    return attributes;
  }

  private static @Nullable String failure(Result result) {
    if (result.status() != Status.ERROR) {
      return null;
    }
    return result.reason() == null ? "failed" : result.reason().message();
  }

  private static List<SpanTree> children(EndedWalk walk) {
    List<Timing> timings = walk.result().timings();
    List<SpanTree> attempts =
        walk.explanation().attempts().stream().map(each -> attempt(walk, each)).toList();
    Stream<SpanTree> stages =
        timings.stream().map(each -> stage(walk, each, isRecipients(each) ? attempts : List.of()));
    boolean within = timings.stream().anyMatch(WalkSpans::isRecipients);
    return Stream.concat(stages, within ? Stream.empty() : attempts.stream()).toList();
  }

  private static boolean isRecipients(Timing timing) {
    return timing.stage().equals(RECIPIENTS);
  }

  private static SpanTree stage(EndedWalk walk, Timing timing, List<SpanTree> children) {
    return new SpanTree(
        timing.stage(),
        SpanKind.INTERNAL,
        null,
        at(walk, timing.startUs()),
        at(walk, timing.startUs() + timing.durationUs()),
        Map.of("serai.outcome", timing.outcome()),
        timing.outcome().equals("error") ? "stage failed" : null,
        children);
  }

  private static SpanTree attempt(EndedWalk walk, Attempt attempt) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("serai.target", attempt.target());
    attributes.put("serai.outcome", attempt.outcome());
    putUnlessAbsent("serai.node", attempt.node(), attributes);
    putUnlessAbsent("serai.run.id", attempt.runId(), attributes);
    attributes.putAll(where(walk.explanation().decision(), attempt.target()));
    if (attempt.message() != null) {
      attributes.put("error.type", attempt.outcome());
    }
    return new SpanTree(
        "attempt",
        SpanKind.CLIENT,
        attempt.runId() == null ? null : attempt.runId().spanId(),
        at(walk, attempt.startUs()),
        at(walk, attempt.startUs() + attempt.durationUs()),
        attributes,
        attempt.message(),
        List.of());
  }

  private static Map<String, String> where(@Nullable Decision decision, String target) {
    Stream<Choice> choices = decision == null ? Stream.empty() : decision.choices().stream();
    return choices
        .map(Choice::placement)
        .filter(each -> each.target().equals(target))
        .findFirst()
        .map(WalkSpans::where)
        .orElse(Map.of());
  }

  private static Map<String, String> where(Placement placement) {
    return Map.of("cloud.provider", placement.cloud(), "cloud.region", placement.region());
  }

  private static void putUnlessAbsent(
      String name, @Nullable Object value, Map<String, String> attributes) {
    if (value != null) {
      attributes.put(name, value.toString());
    }
  }

  private static Instant at(EndedWalk walk, long micros) {
    return walk.begunAt().plus(micros, ChronoUnit.MICROS);
  }
}
