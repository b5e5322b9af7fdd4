package io.serai.job;

/**
 * A hub's right to run a job, until it finishes or the lease runs out.
 *
 * @param submission the job and how it came
 * @param attempt 1 for the first lease, one more each time; it fences off whoever held the lease
 *     before
 */
public record Lease(Submission submission, int attempt) {

  /** The job. */
  public Job job() {
    return submission.job();
  }
}
