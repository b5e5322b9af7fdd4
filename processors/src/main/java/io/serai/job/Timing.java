package io.serai.job;

/**
 * How long one stage took.
 *
 * @param stage the stage's word
 * @param startUs microseconds from acceptance to its start
 * @param durationUs microseconds it took
 * @param outcome {@code ok}, {@code refused} or {@code error}
 */
public record Timing(String stage, long startUs, long durationUs, String outcome) {}
