package io.serai.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** In how many places a job runs. */
public enum Mode {
  /** In one; in the next best when the first certainly did not start it. */
  ONE,
  /** In a second one too when the first takes unusually long; the first answer counts. */
  HEDGE,
  /** In every target that may take it, to compare what they answer. */
  ALL;

  /** The word for it on the wire and in the stores. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
