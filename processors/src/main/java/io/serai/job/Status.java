package io.serai.job;

import java.util.Locale;

/** How a job ended. Each is final. */
public enum Status {
  /** It ran and exited with 0. */
  SUCCEEDED,
  /** It ran and exited with another code, or died of its own signal. */
  FAILED,
  /** It was stopped at its wall-time limit. */
  TIMED_OUT,
  /** It was stopped at its memory limit. */
  OUT_OF_MEMORY,
  /** It was stopped at its output limit. */
  OUTPUT_LIMIT,
  /** Something outside the job stopped it. */
  KILLED,
  /** A stage refused it before it ran; the reason says which and why. */
  REJECTED,
  /** It was cancelled. */
  CANCELLED,
  /** Its deadline came before it could start. */
  EXPIRED,
  /** The hub failed, not the job; the reason says how. */
  ERROR;

  /** Whether the job failed: one that was refused or cancelled did what was wanted of it. */
  public boolean isFailure() {
    return this != SUCCEEDED && this != REJECTED && this != CANCELLED;
  }

  /** The word for this status on the wire and in the stores. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
