package io.serai.hub.remote;

/** A request could not be signed; the message says which credentials are missing or refused. */
public final class SigningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public SigningException(String message, Throwable cause) {
    super(message, cause);
  }
}
