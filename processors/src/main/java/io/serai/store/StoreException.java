package io.serai.store;

/** A store could not do what it was asked; the message names the store and what it was doing. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A refusal, such as a full queue. */
  public StoreException(String message) {
    super(message);
  }
}
