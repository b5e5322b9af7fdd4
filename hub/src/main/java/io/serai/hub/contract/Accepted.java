package io.serai.hub.contract;

/**
 * The run is this node's from now on.
 *
 * @param node its name
 * @param instance which start of it
 */
public record Accepted(String node, String instance) {}
