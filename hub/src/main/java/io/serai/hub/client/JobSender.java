package io.serai.hub.client;

import java.util.concurrent.CompletableFuture;

/** Sends jobs by one transport, and hears their answers. Thread-safe. */
public interface JobSender extends AutoCloseable {

  /**
   * Sends one job.
   *
   * @param job the job as JSON, UTF-8
   * @return its answer, when it comes
   */
  CompletableFuture<Answer> send(byte[] job);

  @Override
  void close();
}
