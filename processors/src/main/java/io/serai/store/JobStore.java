package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
   * @param lease whether this hub wants to run it at once
   */
  CompletableFuture<Acceptance> accept(Submission submission, boolean lease);

  /** Leases up to {@code max} waiting jobs to this hub, most urgent first. */
  List<Lease> lease(int max);

  /**
   * Extends the leases this hub holds.
   *
   * @return the jobs among them that somebody asked to cancel
   */
  List<JobId> renew();

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
   * Cancels a job that waits, or asks whoever runs it to stop.
   *
   * @param result what to store as its result when nobody runs it
   */
  Cancellation cancel(JobId id, Result result);

  /** What is known of a job. */
  Optional<JobView> find(JobId id);

  /** Jobs by filter, newest first. */
  List<JobView> list(JobQuery query);

  /**
   * Takes back the leases that have run out, owes results to those who asked for them meanwhile,
   * and tells whether any job waits for a lease.
   */
  boolean hasWaiting();

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
