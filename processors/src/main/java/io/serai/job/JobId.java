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

  /**
   * The id of the span of this job, 16 hex digits: whoever knows the job can name its span before
   * the span is made.
   */
  public String spanId() {
    return "%016x".formatted(value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
