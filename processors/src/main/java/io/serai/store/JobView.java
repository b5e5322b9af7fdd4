package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may see of a job.
 *
 * @param id its identity
 * @param tenant whose it is
 * @param submitter who sent it
 * @param state {@code accepted}, {@code running}, {@link #WAITING_FOR_APPROVAL} or the word of its
 *     final status
 * @param source the ingress it came by
 * @param language what it is written in
 * @param priority 0 to 9
 * @param traceId W3C trace id, 32 hex digits
 * @param acceptedAt when it was accepted
 * @param finishedAt when its result was stored; absent before
 * @param routes the digest of the routes and kamelets that it walked through; absent before that is
 *     written, a moment after its result, and in listings
 * @param result its result; absent before it has one, in listings, and where nobody asked for it
 */
public record JobView(
    JobId id,
    String tenant,
    String submitter,
    String state,
    String source,
    Language language,
    int priority,
    String traceId,
    Instant acceptedAt,
    @Nullable Instant finishedAt,
    @Nullable String routes,
    @Nullable Result result) {

  /** The state of a job that no hub takes before somebody has approved it. */
  public static final String WAITING_FOR_APPROVAL = "waiting_for_approval";

  /** The same with its result. */
  public JobView with(Result ended) {
    return new JobView(
        id,
        tenant,
        submitter,
        state,
        source,
        language,
        priority,
        traceId,
        acceptedAt,
        finishedAt,
        routes,
        ended);
  }

  /** Whether it waits for somebody's approval. */
  public boolean waitsForApproval() {
    return state.equals(WAITING_FOR_APPROVAL);
  }

  /** Whether nothing more will happen to it. */
  public boolean finished() {
    return finishedAt != null;
  }
}
