package io.serai.store;

import io.serai.job.Job;
import io.serai.job.JobId;
import java.util.Optional;

/** Which jobs were run again. Thread-safe. */
public interface ReplayStore {

  /** A job as it was accepted. */
  Optional<Job> job(JobId id);

  /**
   * Notes that one job runs another again.
   *
   * @param actor who asked for it
   */
  void note(JobId replay, JobId original, String actor);

  /** The job that this one runs again; empty where it is no replay. */
  Optional<JobId> originalOf(JobId replay);
}
