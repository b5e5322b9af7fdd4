package io.serai.store;

import io.serai.fleet.Explanation;
import io.serai.job.JobId;
import io.serai.job.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The step table: what each stage did for each job. Thread-safe. */
public interface TraceStore {

  /**
   * Takes a finished job's steps, why it ran where it did and what its sendings came to, to be
   * written soon. Storing the same job twice is harmless.
   *
   * @param routes the digest of the routes and kamelets that it walked through; absent when that is
   *     not known
   * @param digests SHA-256 of what the first of its steps was given, and of what each left behind,
   *     32 bytes each
   * @return comes when they are written, and fails when they are not written yet
   */
  CompletionStage<?> record(
      Result result, Explanation explanation, @Nullable String routes, byte[] digests);

  /**
   * Writes the steps that are in results and not in the table, without digests.
   *
   * @param within how far to look back
   * @return how many jobs' were missing
   */
  int catchUp(Duration within);

  /** A job's steps in the order they happened. */
  List<Step> steps(JobId id);
}
