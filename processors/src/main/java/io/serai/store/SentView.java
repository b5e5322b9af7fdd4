package io.serai.store;

import io.serai.fleet.Dispatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a job to a node.
 *
 * @param dispatch what was sent where
 * @param outcome the status of its result, or the code of why there was none; absent while that is
 *     not known
 * @param message for people; absent where there is nothing to say
 * @param endedAt when that was known
 */
public record SentView(
    Dispatch dispatch,
    @Nullable String outcome,
    @Nullable String message,
    @Nullable Instant endedAt) {}
