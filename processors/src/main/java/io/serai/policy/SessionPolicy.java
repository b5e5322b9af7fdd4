package io.serai.policy;

/**
 * How many sessions there may be on one hub, and for how long.
 *
 * @param max open at once
 * @param perTenant of them one tenant's
 * @param idleMs how long one may go unused before it is closed, milliseconds
 */
public record SessionPolicy(int max, int perTenant, long idleMs) {}
