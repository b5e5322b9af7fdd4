package io.serai.recipients;

import java.time.Instant;

/**
 * When something happened on a walk.
 *
 * @param originNanos when the walk began, {@link System#nanoTime()}
 * @param nowNanos when it happened, {@link System#nanoTime()}
 * @param now the same, by the clock
 */
record Walked(long originNanos, long nowNanos, Instant now) {}
