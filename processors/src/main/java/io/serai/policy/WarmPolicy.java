package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many sandboxes wait for jobs, and who may use one again.
 *
 * @param reuse who may use a sandbox again
 * @param min how many of a kind wait at least
 * @param max how many of a kind wait at most
 * @param idleMs how long a kind nobody asks for, or a sandbox kept for its tenant, is kept,
 *     milliseconds
 * @param forks how many sandboxes are forked from one interpreter before a new one is started;
 *     those of one interpreter share its hash seed, so 1 gives each its own
 * @param minFreePercent below this share of free memory on the machine none wait
 */
public record WarmPolicy(
    Reuse reuse, int min, int max, long idleMs, int forks, int minFreePercent) {

  /** Who may use a sandbox again after a job. */
  public enum Reuse {
    /** Nobody: one job, one sandbox. */
    @JsonProperty("job")
    JOB,
    /** The jobs of one session, each in what the one before left; any other job as {@link #JOB}. */
    @JsonProperty("session")
    SESSION,
    /** Later jobs of the same tenant, each in a new process; and sessions. */
    @JsonProperty("tenant")
    TENANT
  }
}
