package io.serai.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the queue stands.
 *
 * @param reclaimed how many jobs were taken back just now, whose hub let its lease run out
 * @param waiting whether any job waits whose time has come
 * @param nextDue how long until the time of another one comes; absent when none is put off
 */
public record QueueState(int reclaimed, boolean waiting, @Nullable Duration nextDue) {}
