package io.serai.store;

import io.serai.job.Timing;
import org.jspecify.annotations.Nullable;

/**
 * One row of the step table.
 *
 * @param timing the stage, and how long it took
 * @param inputDigest of the job and what the stages before this one concluded, {@code sha256:} and
 *     64 hex digits; absent of jobs that earlier builds ran, or whose hub died before it wrote them
 * @param outputDigest of the same with what this one concluded; the same when it concluded nothing
 */
public record Step(Timing timing, @Nullable String inputDigest, @Nullable String outputDigest) {}
