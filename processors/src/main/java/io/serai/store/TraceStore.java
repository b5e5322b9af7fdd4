package io.serai.store;

import io.serai.fleet.Explanation;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.job.Timing;
import java.util.List;

/** The step table: what each stage did for each job. Thread-safe. */
public interface TraceStore {

  /**
   * Takes a finished job's steps, why it ran where it did and what its sendings came to, to be
   * written soon. Storing the same job twice is harmless.
   */
  void record(Result result, Explanation explanation);

  /** A job's steps in the order they happened. */
  List<Timing> steps(JobId id);
}
