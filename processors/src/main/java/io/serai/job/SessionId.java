package io.serai.job;

import java.util.UUID;

/**
 * The identity of a session: jobs that name it run one after the other in one sandbox, each in what
 * the ones before left in memory.
 *
 * @param value the identifier
 */
public record SessionId(UUID value) {

  /**
   * Reads the canonical 36-character form.
   *
   * @throws IllegalArgumentException when the text is not a UUID
   */
  public static SessionId parse(String text) {
    return new SessionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
