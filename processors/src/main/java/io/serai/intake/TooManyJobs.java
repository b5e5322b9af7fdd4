package io.serai.intake;

import java.time.Duration;

/** A tenant sends more than it may. The job has not been taken, and may be sent again. */
public final class TooManyJobs extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final Duration retryAfter;
  private final long limit;
  private final Duration window;

  /**
   * Of a job that was not taken.
   *
   * @param code stable: {@code rate-exceeded} or {@code queue-full}
   * @param message what was too many, and how many are allowed
   * @param retryAfter when one more is taken
   * @param limit so many are
   * @param window in this time; zero where that says nothing
   */
  TooManyJobs(String code, String message, Duration retryAfter, long limit, Duration window) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
    this.limit = limit;
    this.window = window;
  }

  /** What was too many, for programs. */
  public String code() {
    return code;
  }

  /** When one more is taken. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** How many are allowed. */
  public long limit() {
    return limit;
  }

  /** In what time so many are; zero where that says nothing. */
  public Duration window() {
    return window;
  }
}
