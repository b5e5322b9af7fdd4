package io.serai.job;

/**
 * Where the router sent a job.
 *
 * @param target the target's name in {@code policies/router.yaml}
 * @param cloud the cloud it is in
 * @param region the region it is in
 * @param provider the sandbox provider that runs it
 * @param image the image it runs in
 * @param isolation how strongly it is separated there
 */
public record Placement(
    String target,
    String cloud,
    String region,
    String provider,
    String image,
    Isolation isolation) {}
