package io.serai.store;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for a person, and what was decided of each. Every change is one transaction,
 * with its entry in the audit log. Thread-safe, shared by all hubs.
 *
 * <p>INVARIANT: of those who decide a job at once, one prevails, and the others learn that they
 * came late.
 */
public interface ApprovalStore {

  /**
   * What an approver is asked to agree to.
   *
   * @param digest of the job, by which it is known again
   * @param grounds why it is asked
   * @param approvers how many different people must agree
   * @param expiresAfter how long it waits for them
   * @param verdict what moderation said; absent when it was never asked
   */
  record Request(
      String digest,
      List<Ground> grounds,
      int approvers,
      Duration expiresAfter,
      @Nullable Verdict verdict) {

    public Request {
      grounds = List.copyOf(grounds);
    }
  }

  /**
   * A rule that fits a job.
   *
   * @param rule its name
   * @param because what of the job it fits, in words
   */
  record Ground(String rule, String because) {}

  /** What somebody wants to become of a job. */
  enum Choice {
    APPROVE,
    DENY
  }

  /** Somebody's choice, by name and with the reason given. */
  record Ballot(String actor, Choice choice, String reason) {}

  /** What came of a ballot. */
  enum Outcome {
    /** The job goes on, or ends here. */
    DECIDED,
    /** It counts, and somebody else must agree too. */
    COUNTED,
    /** The same person had chosen the same before. */
    REPEATED,
    /** The job does not wait any more, or has waited too long. */
    LATE
  }

  /**
   * Which approvals to list, newest first.
   *
   * @param state only those in this state; absent means any
   * @param tenant only this tenant's; absent means any
   * @param before only those before this one; absent means from the newest on
   * @param limit at most so many
   */
  record Query(@Nullable String state, @Nullable String tenant, @Nullable Long before, int limit) {}

  /**
   * Puts a leased job back into the queue, where no hub leases it until it has been approved.
   *
   * @return false when it is not to run any more: its lease has passed on, or it was cancelled
   */
  boolean hold(Lease lease, Request request);

  /**
   * Counts a ballot. With enough of them an approved job is given free; a denied one ends.
   *
   * @param rejected what to store as the job's result when it is denied; absent when it is approved
   */
  Outcome vote(JobId id, Ballot ballot, @Nullable ResultDocument rejected);

  /** Jobs that have waited for too long, the longest first. */
  List<JobId> overdue(int max);

  /**
   * Ends a job that has waited for too long.
   *
   * @return whether it counted: false when it has been decided before, or ended by another hub
   */
  boolean expire(JobId id, ResultDocument rejected);

  /** The latest time that a job was held. */
  Optional<ApprovalView> find(JobId id);

  /** The job itself, with its code. */
  Optional<Job> job(JobId id);

  /** Approvals by filter, newest first. */
  List<ApprovalView> list(Query query);
}
