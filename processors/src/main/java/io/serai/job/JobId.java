package io.serai.job;

import java.util.UUID;

/**
 * The identity of a job: a UUID, chosen by the producer or minted at intake.
 *
 * @param value the identifier
 */
public record JobId(UUID value) {

  /**
   * Reads the canonical 36-character form.
   *
   * @throws IllegalArgumentException when the text is not a UUID
   */
  public static JobId parse(String text) {
    return new JobId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
