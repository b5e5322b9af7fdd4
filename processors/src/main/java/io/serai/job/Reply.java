package io.serai.job;

import org.jspecify.annotations.Nullable;

/**
 * Where the answer to a job goes when nobody is waiting on a connection.
 *
 * @param transport {@code rabbitmq}, {@code kafka} or {@code callback}
 * @param address the reply queue the sender named, or the URL of the callback; absent means the
 *     transport's results exchange or topic
 * @param correlationId given back unchanged, so that the sender can match the answer
 */
public record Reply(String transport, @Nullable String address, @Nullable String correlationId) {

  /** The transport that posts a result to a URL. */
  public static final String CALLBACK = "callback";
}
