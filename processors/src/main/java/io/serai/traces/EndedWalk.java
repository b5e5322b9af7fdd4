package io.serai.traces;

import io.serai.fleet.Explanation;
import io.serai.job.Result;
import io.serai.job.Submission;
import java.time.Instant;

/**
 * A walk from its beginning to its result.
 *
 * @param submission the job and how it came
 * @param result what it came to, with the time of each stage
 * @param explanation why it ran where it did, with every attempt
 * @param begunAt when the walk began: the times of stages and attempts count from here
 * @param endedAt when its result was stored
 */
public record EndedWalk(
    Submission submission,
    Result result,
    Explanation explanation,
    Instant begunAt,
    Instant endedAt) {}
