package io.serai.fleet;

import io.serai.job.Language;

/**
 * One thing a node can run.
 *
 * @param provider the sandbox provider
 * @param image the sandbox image; {@code host} means the node's own interpreters
 * @param language what it runs in the image
 * @param warm sandboxes of this kind that wait for a job
 */
public record Offer(String provider, String image, Language language, int warm) {}
