package io.serai.store;

/** An object cannot be had or kept: its store is away or refuses, or what it keeps is damaged. */
public final class ObjectStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An object that is not what it should be. */
  public ObjectStoreException(String message) {
    super(message);
  }
}
