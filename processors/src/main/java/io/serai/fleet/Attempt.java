package io.serai.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What became of sending a job to one place.
 *
 * @param target the target
 * @param node the node; absent for the hub itself
 * @param runId the sending; absent for the hub itself
 * @param outcome the status of its result, or the code of why there was none
 * @param message why there was none; absent where there was a result
 * @param startUs from the beginning of the walk, microseconds
 * @param durationUs how long it took, microseconds
 * @param waitedUs how much of that it waited for a sandbox, microseconds; absent where that is not
 *     known here
 */
public record Attempt(
    String target,
    @Nullable String node,
    @Nullable RunId runId,
    String outcome,
    @Nullable String message,
    long startUs,
    long durationUs,
    @Nullable Long waitedUs) {}
