package io.serai.store;

import java.util.Map;

/** Messages that could not become jobs, kept whole with the reason. Thread-safe. */
public interface DeadLetterStore {

  /**
   * A message that could not become a job.
   *
   * @param source the ingress it came by
   * @param code stable reason code
   * @param message what was wrong and what would be right
   * @param headers the message's own headers
   * @param body its bytes, unchanged
   */
  @SuppressWarnings("ArrayRecordComponent") // Read-only by convention: bodies can be megabytes.
  record DeadLetter(
      String source, String code, String message, Map<String, String> headers, byte[] body) {}

  /** Keeps the message; returns once it is durable. */
  void keep(DeadLetter letter);

  /** How many are kept. */
  long count();
}
