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

  @Override
  public String toString() {
    return value.toString();
  }
}
