package io.serai.fleet;

/**
 * How full a node was when it answered.
 *
 * @param inFlight how many jobs it ran, for all hubs, without the one it answered for
 * @param capacity how many it runs at once
 */
public record Occupancy(int inFlight, int capacity) {}
