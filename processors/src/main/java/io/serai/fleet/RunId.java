package io.serai.fleet;

import java.util.UUID;

/**
 * The identity of one sending of a job to one node. A job that is sent again has another, so that a
 * node can promise never to run this one.
 *
 * @param value the identifier
 */
public record RunId(UUID value) {

  /**
   * Reads the canonical 36-character form.
   *
   * @throws IllegalArgumentException when the text is not a UUID
   */
  public static RunId parse(String text) {
    return new RunId(UUID.fromString(text));
  }

  /**
   * The id of the span of this sending, 16 hex digits. It is made of the run's own identity, so
   * that whoever waits for the run later, on whichever hub, knows it too.
   */
  public String spanId() {
    return "%016x".formatted(value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
