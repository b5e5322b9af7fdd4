package io.serai.moderation;

/**
 * How much may be spent on a text beyond looking at each character once. It is ample for any text
 * that was not made to take long, and makes sure that such a one takes no longer either.
 */
final class Effort {

  private static final long AT_LEAST = 65_536;
  private static final long STEPS_A_CHARACTER = 8;

  private long left;

  /** The effort that a text of this length is worth. */
  Effort(int length) {
    this.left = AT_LEAST + STEPS_A_CHARACTER * length;
  }

  void spend(int steps) {
    left -= steps;
  }

  /** Whether there is none left. */
  boolean spent() {
    return left < 0;
  }
}
