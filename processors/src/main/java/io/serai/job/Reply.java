package io.serai.job;

import org.jspecify.annotations.Nullable;

/**
 * Where the answer to a job goes when nobody is waiting on a connection.
 *
 * @param transport {@code rabbitmq} or {@code kafka}
 * @param address the reply queue the sender named; absent means the transport's results exchange or
 *     topic
 * @param correlationId given back unchanged, so that the sender can match the answer
 */
public record Reply(String transport, @Nullable String address, @Nullable String correlationId) {}
