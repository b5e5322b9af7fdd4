package io.serai.store;

/** The store answers and refuses what it was given: trying again changes nothing. */
public final class UnstorableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal with its cause. */
  public UnstorableException(String message, Throwable cause) {
    super(message, cause);
  }
}
