package io.serai.moderation.code;

/** Says that a program cannot be read: it is none, or it is made to be hard to read. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableException(String why) {
    super(why, null, false, false);
  }
}
