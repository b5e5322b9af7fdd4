package io.serai.fleet;

import java.net.URI;
import java.time.Instant;

/**
 * One sending of a job to one node.
 *
 * @param runId its identity
 * @param node the node's name
 * @param address where the node is reached
 * @param target the target by whose endpoint it is sent
 * @param sentAt when
 */
public record Dispatch(RunId runId, String node, URI address, String target, Instant sentAt) {}
