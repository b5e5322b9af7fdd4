package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Submission;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The central record of every job. Thread-safe, shared by all hubs.
 *
 * <p>INVARIANT: a job has at most one result, and a job without one is in the queue.
 */
public interface JobStore {

  /**
   * Stores a job durably, unless it is a repetition.
   *
   * @param submission the job
   * @param lease whether this hub wants to run it at once; it may when nobody waits
   */
  CompletableFuture<Acceptance> accept(Submission submission, boolean lease);

  /**
   * Leases up to {@code max} waiting jobs to this hub: the tenants' turns by their shares, a
   * tenant's jobs by priority and age.
   */
  List<Lease> lease(int max, Shares shares);

  /** Extends leases of this hub, and tells which of them it cannot go on with. */
  Renewal renew(Collection<Lease> held);

  /**
   * Notes that a run with effects is about to start: should this hub die, nobody starts it again.
   *
   * @return false when it is not to run any more, as in {@link #release}
   */
  boolean starting(Lease lease);

  /**
   * Stores the one result of a leased job, with the reply it owes.
   *
   * @return whether it counted: false when the lease had passed to another hub, or the job was
   *     finished or cancelled before
   */
  CompletableFuture<Boolean> finish(Lease lease, ResultDocument result);

  /**
   * Puts a leased job back into the queue.
   *
   * @param delay how long no hub shall take it
   * @param waitsFor what it waits for, for people
   * @return false when it is not to run any more: its lease has passed on, or it was cancelled
   */
  boolean release(Lease lease, Duration delay, String waitsFor);

  /**
   * Puts leased jobs back for other hubs to take at once; their runs here count no more.
   *
   * @return those that were: not what may have started and has effects, nor what was cancelled
   */
  List<Lease> handBack(Collection<Lease> leases);

  /**
   * Cancels a job that waits, or asks whoever runs it to stop.
   *
   * @param result what to store as its result when nobody runs it
   */
  Cancellation cancel(JobId id, Result result);

  /** What is known of a job, whoever's it is. */
  default Optional<JobView> find(JobId id) {
    return find(id, null);
  }

  /**
   * What is known of a job.
   *
   * @param tenant only if it is this tenant's; absent means whoever's it is. A job of another
   *     tenant is not read at all, so that it takes no longer than one that is not there.
   * @throws ObjectStoreException when a part of its result cannot be had
   */
  Optional<JobView> find(JobId id, @Nullable String tenant);

  /** The same but for its result, which may be large and in an object store that is away. */
  Optional<JobView> findWithoutResult(JobId id, @Nullable String tenant);

  /** Jobs by filter, newest first. */
  List<JobView> list(JobQuery query);

  /** How many jobs of a tenant wait whose time has come, counted up to {@code most}. */
  int waiting(String tenant, int most);

  /** Says that this hub is there, and tells how many are. */
  int beat();

  /**
   * Takes back the leases that have run out, calls the jobs whose time has come, and owes results
   * to those who asked for them meanwhile.
   */
  QueueState tend();

  /** Leases jobs that have ended without a run to this hub, to give them their results. */
  List<EndedJob> takeEnded();

  /** What became of a request to cancel. */
  enum Cancellation {
    /** It had not started and never will. */
    CANCELLED,
    /** Whoever runs it has been told. */
    REQUESTED,
    /** It had ended before. */
    ALREADY_FINISHED,
    /** There is no such job. */
    UNKNOWN
  }
}
