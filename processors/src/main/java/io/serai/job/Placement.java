package io.serai.job;

import org.jspecify.annotations.Nullable;

/**
 * Where the router sent a job.
 *
 * @param target the target's name in {@code policies/router.yaml}
 * @param cloud the cloud it is in
 * @param region the region it is in
 * @param provider the sandbox provider that runs it
 * @param image the image it runs in
 * @param isolation how strongly it is separated there
 * @param node the node it runs on; absent for one on the hub's own machine
 */
public record Placement(
    String target,
    String cloud,
    String region,
    String provider,
    String image,
    Isolation isolation,
    @Nullable String node) {}
