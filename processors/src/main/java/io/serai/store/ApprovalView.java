package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Verdict;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Request;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that waited for approval, and what became of that.
 *
 * @param id its place among all approvals
 * @param jobId the job
 * @param tenant whose it is
 * @param submitter who sent it
 * @param state where it stands
 * @param digest of the job that was held
 * @param grounds why it was held
 * @param verdict what moderation said of it; absent when it was never asked
 * @param approvers how many different people must agree
 * @param requestedAt when it was held
 * @param expiresAt until when it waits
 * @param decidedAt when that ended; absent before
 * @param votes who approved or denied, in order
 */
public record ApprovalView(
    long id,
    JobId jobId,
    String tenant,
    String submitter,
    State state,
    String digest,
    List<Ground> grounds,
    @Nullable Verdict verdict,
    int approvers,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Instant decidedAt,
    List<Vote> votes) {

  public ApprovalView {
    grounds = List.copyOf(grounds);
    votes = List.copyOf(votes);
  }

  /** Where an approval stands. */
  public enum State {
    /** Nobody has decided, or not yet enough. */
    WAITING,
    APPROVED,
    DENIED,
    /** Nobody decided in time. */
    EXPIRED,
    /** Its job was cancelled meanwhile. */
    CANCELLED
  }

  /** What somebody chose, why, and when. */
  public record Vote(String actor, Choice choice, String reason, Instant at) {}

  /** Whether what was approved here is all that is asked for now. */
  public boolean covers(Request request) {
    return state == State.APPROVED
        && digest.equals(request.digest())
        && approvers >= request.approvers()
        && new HashSet<>(grounds).containsAll(request.grounds());
  }
}
