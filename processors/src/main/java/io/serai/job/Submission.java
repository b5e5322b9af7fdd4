package io.serai.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job together with how it came.
 *
 * @param job the job
 * @param submitter who sent it, as a credential proved: a principal's name
 * @param source the ingress: {@code http}, {@code rabbitmq}, {@code kafka} or {@code webhook}
 * @param reply where the answer goes; absent when the sender asks for it
 * @param traceId W3C trace id, 32 hex digits
 * @param parentSpanId the sender's span in that trace, 16 hex digits; absent when it sent none
 * @param traceState what its tracing system wants passed on, as {@link TraceContext#state}; absent
 *     for nothing
 * @param acceptedAt when intake accepted it
 * @param policies the digest of the policies of before that it is to walk under; absent means those
 *     in force
 */
public record Submission(
    Job job,
    String submitter,
    String source,
    @Nullable Reply reply,
    String traceId,
    @Nullable String parentSpanId,
    @Nullable String traceState,
    Instant acceptedAt,
    @Nullable String policies) {

  /** A submission of whose sender's tracing nothing more is known, under the policies in force. */
  public Submission(
      Job job,
      String submitter,
      String source,
      @Nullable Reply reply,
      String traceId,
      @Nullable String parentSpanId,
      Instant acceptedAt) {
    this(job, submitter, source, reply, traceId, parentSpanId, null, acceptedAt, null);
  }

  /** The same submission, of another job. */
  public Submission of(Job other) {
    return new Submission(
        other, submitter, source, reply, traceId, parentSpanId, traceState, acceptedAt, policies);
  }

  /** The same submission, to walk under other policies; absent means those in force. */
  public Submission under(@Nullable String other) {
    return new Submission(
        job, submitter, source, reply, traceId, parentSpanId, traceState, acceptedAt, other);
  }
}
