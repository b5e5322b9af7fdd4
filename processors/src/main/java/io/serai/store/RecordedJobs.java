package io.serai.store;

import io.serai.job.Copy;
import io.serai.job.JobId;
import io.serai.job.Placement;
import io.serai.job.Submission;
import io.serai.job.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs as they came, with what their runs used. Thread-safe. */
public interface RecordedJobs {

  /**
   * A job, and how it ended.
   *
   * @param submission as it was accepted
   * @param state how it ended; {@code unfinished} before
   * @param placement where it ran; absent when it did not
   * @param usage what it used
   * @param copies what each of several places made of it; empty when it ran in one
   */
  record Recording(
      Submission submission,
      String state,
      @Nullable Placement placement,
      Usage usage,
      List<Copy> copies) {

    public Recording {
      copies = List.copyOf(copies);
    }
  }

  /**
   * Which jobs.
   *
   * @param tenant only this tenant's; absent means any
   * @param since accepted at or after; absent means any
   * @param after the last job of the page before; absent means the first page
   * @param limit at most so many
   */
  record Query(
      @Nullable String tenant, @Nullable Instant since, @Nullable JobId after, int limit) {}

  /**
   * Jobs by filter, newest first; fewer than asked for where they are large, and none only where
   * there is none. What is large in their results is not read.
   */
  List<Recording> list(Query query);
}
