package io.serai.sandbox;

/**
 * Nobody can say now whether the run was started: it may run still, and its result may yet be had
 * from where it was sent. Only a job that may run twice can be sent elsewhere.
 */
public final class UnknownOutcomeException extends SandboxException {

  private static final long serialVersionUID = 1L;

  private final boolean gone;

  /**
   * Of a run that was lost sight of.
   *
   * @param message what was seen last
   * @param gone whether the run has certainly ended and its result is lost for good
   */
  public UnknownOutcomeException(String message, boolean gone) {
    super(message);
    this.gone = gone;
  }

  /** Whether the run has certainly ended and its result is lost for good. */
  public boolean gone() {
    return gone;
  }
}
