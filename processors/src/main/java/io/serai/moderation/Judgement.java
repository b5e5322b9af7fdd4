package io.serai.moderation;

import io.serai.job.Reason;
import io.serai.job.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What moderation says of a job.
 *
 * @param verdict with everything that was found
 * @param refusal why the job may not go on; absent when it may
 */
public record Judgement(Verdict verdict, @Nullable Reason refusal) {}
