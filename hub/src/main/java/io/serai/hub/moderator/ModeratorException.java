package io.serai.hub.moderator;

/** A moderator that answered something else than opinions. */
final class ModeratorException extends Exception {

  private static final long serialVersionUID = 1L;

  ModeratorException(String message) {
    super(message);
  }
}
