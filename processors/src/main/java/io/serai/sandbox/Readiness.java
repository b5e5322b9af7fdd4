package io.serai.sandbox;

/**
 * Whether a provider can run jobs on this machine.
 *
 * @param ready whether it can
 * @param detail what it found, or what is missing and how to get it
 */
public record Readiness(boolean ready, String detail) {}
