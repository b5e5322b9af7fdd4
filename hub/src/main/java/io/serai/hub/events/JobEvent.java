package io.serai.hub.events;

/**
 * One thing that happened to a job.
 *
 * @param name {@code state}, {@code stdout}, {@code stderr} or {@code result}
 * @param data what is written as JSON, for whoever watches
 */
public record JobEvent(String name, Object data) {}
