package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.serai.hub.dispatch.Sending;
import io.serai.job.CallbackUrl;
import io.serai.job.Reply;
import io.serai.job.TraceContext;
import io.serai.store.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends each sending of a reply as a span of its job's trace, and lets the receiver go on with it.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">semantic
 *     conventions for messaging</a>
 */
public final class ReplySpans {

  private static final String RESULTS = "serai.results";

  private final SpanSink sink;
  private final Sampling sampling;
  private final Clock clock;

  ReplySpans(SpanSink sink, Sampling sampling, Clock clock) {
    this.sink = sink;
    this.sampling = sampling;
    this.clock = clock;
  }

  /**
   * Sends a reply, and traces it if its job's trace is sent.
   *
   * @param send is told within which span it sends
   */
  public Sending around(Outbox.Entry entry, Function<TraceContext, Sending> send) {
    Outbox.Answered job = entry.answered();
    boolean kept = sampling.keeps(job.traceId(), job.status(), job.took());
    String id = kept ? IdGenerator.random().generateSpanId() : entry.jobId().spanId();
    Instant start = clock.instant();
    Sending outcome = send.apply(new TraceContext(job.traceId(), id, kept, job.traceState()));
    if (kept) {
      Instant end = clock.instant();
      sink.send(
          new SpanSink.Parent(job.traceId(), entry.jobId().spanId(), job.traceState()),
          () -> reply(entry, id, start, end, outcome));
    }
    return outcome;
  }

  private static SpanTree reply(
      Outbox.Entry entry, String id, Instant start, Instant end, Sending outcome) {
    return new SpanTree(
        "reply",
        entry.isCallback() ? SpanKind.CLIENT : SpanKind.PRODUCER,
        id,
        start,
        end,
        attributes(entry),
        failure(outcome),
        List.of());
  }

  private static Attributes attributes(Outbox.Entry entry) {
    Reply reply = entry.reply();
    AttributesBuilder attributes =
        Attributes.builder()
            .put(SpanKeys.JOB_ID, entry.jobId().toString())
            .put(SpanKeys.TENANT, entry.tenant())
            .put(SpanKeys.ATTEMPT, entry.attempts());
    String address = reply.address();
    if (entry.isCallback() && address != null) {
      attributes
          .put(SpanKeys.HTTP_METHOD, "POST")
          .put(SpanKeys.SERVER, CallbackUrl.of(address).destination().host());
    } else {
      attributes
          .put(SpanKeys.MESSAGING, reply.transport())
          .put(SpanKeys.OPERATION, "send")
          .put(SpanKeys.OPERATION_TYPE, "send")
          .put(SpanKeys.DESTINATION, address == null ? RESULTS : address);
    }
    return attributes.build();
  }

  private static @Nullable String failure(Sending outcome) {
    if (outcome instanceof Sending.Failed failed) {
      return failed.why();
    }
    if (outcome instanceof Sending.Refused refused) {
      return refused.why();
    }
    return outcome instanceof Sending.Hopeless hopeless ? hopeless.why() : null;
  }
}
