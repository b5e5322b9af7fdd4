package io.serai.traces;

import io.serai.fleet.Explanation;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.job.Timing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk from its beginning to its end.
 *
 * @param submission the job and how it came
 * @param result what it came to; absent when the job waits in the queue again, and will be walked
 *     once more
 * @param timings the stages that it passed, and the stores that were written
 * @param explanation why it ran where it did, with every attempt
 * @param begunAt when the walk began: the times of stages and attempts count from here
 * @param endedAt when it ended, which a store may be written after
 */
public record EndedWalk(
    Submission submission,
    @Nullable Result result,
    List<Timing> timings,
    Explanation explanation,
    Instant begunAt,
    Instant endedAt) {

  public EndedWalk {
    timings = List.copyOf(timings);
  }
}
