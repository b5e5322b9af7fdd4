package io.serai.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the queue stands.
 *
 * @param waiting whether any job waits whose time has come
 * @param nextDue how long until the time of another one comes; absent when none is put off
 */
public record QueueState(boolean waiting, @Nullable Duration nextDue) {}
