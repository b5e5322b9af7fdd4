package io.serai.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job together with how it came.
 *
 * @param job the job
 * @param submitter who sent it, as a credential proved: a principal's name
 * @param source the ingress: {@code http}, {@code rabbitmq}, {@code kafka}, {@code webhook} or
 *     {@code schedule}
 * @param operation the method and the path template by which it came, {@code POST /v1/jobs}; absent
 *     where it did not come by HTTP, or to an earlier build
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
    @Nullable String operation,
    @Nullable Reply reply,
    String traceId,
    @Nullable String parentSpanId,
    @Nullable String traceState,
    Instant acceptedAt,
    @Nullable String policies) {

  /** A submission by no operation of HTTP, of whose trace only the span is known. */
  public Submission(
      Job job,
      String submitter,
      String source,
      @Nullable Reply reply,
      String traceId,
      @Nullable String parentSpanId,
      Instant acceptedAt) {
    this(job, submitter, source, null, reply, traceId, parentSpanId, null, acceptedAt, null);
  }

  /** The same submission, of another job. */
  public Submission of(Job other) {
    return with(other, operation, policies);
  }

  /** The same submission, by an operation of HTTP; absent means by none. */
  public Submission by(@Nullable String anyOperation) {
    return with(job, anyOperation, policies);
  }

  /** The same submission, to walk under other policies; absent means those in force. */
  public Submission under(@Nullable String other) {
    return with(job, operation, other);
  }

  private Submission with(Job any, @Nullable String line, @Nullable String digest) {
    return new Submission(
        any, submitter, source, line, reply, traceId, parentSpanId, traceState, acceptedAt, digest);
  }
}
