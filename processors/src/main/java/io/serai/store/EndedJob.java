package io.serai.store;

import io.serai.job.Lease;

/**
 * A job that will not run any more and still wants its result.
 *
 * @param lease the right to give it
 * @param why what ended it
 */
public record EndedJob(Lease lease, Why why) {

  /** What ends a job without a run. */
  public enum Why {
    /** Its deadline came before it started. */
    EXPIRED,
    /** Somebody cancelled it, and the hub that had it died. */
    CANCELLED,
    /** It may have started, and must not start again. */
    OUTCOME_UNKNOWN
  }
}
