package io.serai.moderation.model;

/** A model file that cannot be used; the message says what to do about it. */
public final class ModelException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }
}
