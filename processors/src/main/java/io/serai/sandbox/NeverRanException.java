package io.serai.sandbox;

import java.time.Duration;

/** The run was not started and never will be: the job may safely run elsewhere. */
public final class NeverRanException extends SandboxException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final Duration retryAfter;

  /**
   * Of a run that was not started.
   *
   * @param code stable, such as {@code full}, {@code draining} or {@code unreachable}
   * @param message what was wrong and what would be right
   * @param retryAfter when the same place may take it; zero when it said nothing of that
   */
  public NeverRanException(String code, String message, Duration retryAfter) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Why, for programs. */
  public String code() {
    return code;
  }

  /** When the same place may take it; zero when it said nothing of that. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
