package io.serai.hub.config;

import java.time.Duration;

/**
 * What the HTTP server bears of its connections.
 *
 * @param connections how many at once
 * @param perAddress how many of one address at once
 * @param patience how long a connection may take for the head of its next request, and be slower
 *     than the least rate
 * @param bytesPerSecond the least rate at which a body comes in and an answer goes out
 */
public record HttpLimits(int connections, int perAddress, Duration patience, int bytesPerSecond) {}
