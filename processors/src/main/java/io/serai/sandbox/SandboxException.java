package io.serai.sandbox;

/** The sandbox failed, not the job in it: the message says what to mend on the machine. */
public class SandboxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that nothing else caused. */
  public SandboxException(String message) {
    super(message);
  }

  /** A failure with its cause. */
  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
