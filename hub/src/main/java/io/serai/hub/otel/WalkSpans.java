package io.serai.hub.otel;

import static io.serai.hub.otel.SpanTree.internal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.serai.fleet.Attempt;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.hub.config.HubConfig;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Timing;
import io.serai.traces.EndedWalk;
import io.serai.traces.TraceExport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a job as one span, with one for each stage, each attempt and each store within. Of a walk
 * that the job has gone back into the queue from, only what is within: the job's own span comes
 * with its result, and is known by its id before.
 */
public final class WalkSpans implements TraceExport, AutoCloseable {

  private static final String RECIPIENTS = "recipients";

  private final SpanSink sink;
  private final Sampling sampling;

  WalkSpans(SpanSink sink, Sampling sampling) {
    this.sink = sink;
    this.sampling = sampling;
  }

  /** Sends to the configured receiver what is to be sent to it. */
  public static WalkSpans open(HubConfig.Otlp config) {
    Map<String, String> hub =
        Map.of("service.name", "serai-hub", "service.instance.id", UUID.randomUUID().toString());
    return new WalkSpans(SpanSink.open(config, hub), new Sampling(config));
  }

  /** Traces the replies to the jobs of these walks. */
  public ReplySpans replies() {
    return new ReplySpans(sink, sampling, Clock.systemUTC());
  }

  /** Whether a trace is sent however its job ends. */
  public boolean sends(String traceId) {
    return sampling.chooses(traceId);
  }

  @Override
  public void export(EndedWalk walk) {
    Submission submission = walk.submission();
    Result result = walk.result();
    if (result == null) {
      unfinished(walk);
    } else if (sampling.keeps(submission.traceId(), result.status(), took(walk))) {
      sink.send(within(submission, submission.parentSpanId()), () -> job(walk, result));
    }
  }

  private static Duration took(EndedWalk walk) {
    return Duration.between(walk.submission().acceptedAt(), walk.endedAt());
  }

  private void unfinished(EndedWalk walk) {
    Submission submission = walk.submission();
    if (sampling.chooses(submission.traceId())) {
      SpanSink.Parent job = within(submission, submission.job().id().spanId());
      children(walk).forEach(each -> sink.send(job, () -> each));
    }
  }

  private static SpanSink.Parent within(Submission submission, @Nullable String spanId) {
    return new SpanSink.Parent(submission.traceId(), spanId, submission.traceState());
  }

  private static SpanTree job(EndedWalk walk, Result result) {
    Submission submission = walk.submission();
    Instant accepted = submission.acceptedAt();
    return new SpanTree(
        "job",
        isRequest(submission) ? SpanKind.SERVER : SpanKind.CONSUMER,
        submission.job().id().spanId(),
        accepted.isBefore(walk.begunAt()) ? accepted : walk.begunAt(),
        walk.endedAt(),
        JobAttributes.of(submission, result),
        failure(result),
        children(walk));
  }

  /** Of jobs that an earlier build took, only the source is known. */
  private static boolean isRequest(Submission submission) {
    return submission.operation() != null
        || submission.source().equals("http")
        || submission.source().equals("webhook");
  }

  private static @Nullable String failure(Result result) {
    if (result.status() != Status.ERROR) {
      return null;
    }
    return result.reason() == null ? "failed" : result.reason().message();
  }

  private static List<SpanTree> children(EndedWalk walk) {
    List<Timing> timings = walk.timings();
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
        StageAttributes.isStore(timing.stage()) ? SpanKind.CLIENT : SpanKind.INTERNAL,
        null,
        at(walk, timing.startUs()),
        at(walk, timing.startUs() + timing.durationUs()),
        StageAttributes.of(timing),
        timing.outcome().equals("error") ? "stage failed" : null,
        children);
  }

  private static SpanTree attempt(EndedWalk walk, Attempt attempt) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(SpanKeys.TARGET, attempt.target())
            .put(SpanKeys.OUTCOME, attempt.outcome())
            .putAll(where(walk.explanation().decision(), attempt.target()));
    if (attempt.node() != null) {
      attributes.put(SpanKeys.NODE, attempt.node());
    }
    if (attempt.runId() != null) {
      attributes.put(SpanKeys.RUN_ID, attempt.runId().toString());
    }
    if (attempt.message() != null) {
      attributes.put(SpanKeys.ERROR_TYPE, attempt.outcome());
    }
    return new SpanTree(
        "attempt",
        SpanKind.CLIENT,
        attempt.runId() == null ? null : attempt.runId().spanId(),
        at(walk, attempt.startUs()),
        at(walk, attempt.startUs() + attempt.durationUs()),
        attributes.build(),
        attempt.message(),
        within(walk, attempt));
  }

  /** Of a run on a node, the node sends what is within. */
  private static List<SpanTree> within(EndedWalk walk, Attempt attempt) {
    if (attempt.waitedUs() == null) {
      return List.of();
    }
    Instant sent = at(walk, attempt.startUs());
    Instant began = at(walk, attempt.startUs() + Objects.requireNonNull(attempt.waitedUs()));
    Instant ended = at(walk, attempt.startUs() + attempt.durationUs());
    return List.of(internal("waiting", sent, began), internal("sandbox", began, ended));
  }

  private static Attributes where(@Nullable Decision decision, String target) {
    Stream<Choice> choices = decision == null ? Stream.empty() : decision.choices().stream();
    return choices
        .map(Choice::placement)
        .filter((Placement each) -> each.target().equals(target))
        .findFirst()
        .map(JobAttributes::where)
        .orElse(Attributes.empty());
  }

  private static Instant at(EndedWalk walk, long micros) {
    return walk.begunAt().plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    sink.close();
  }
}
