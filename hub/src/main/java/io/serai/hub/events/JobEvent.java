package io.serai.hub.events;

/**
 * One thing that happened to a job.
 *
 * @param name {@code state}, {@code stdout}, {@code stderr} or {@code result}
 * @param data JSON
 */
public record JobEvent(String name, String data) {}
