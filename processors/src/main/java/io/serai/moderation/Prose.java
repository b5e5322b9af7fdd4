package io.serai.moderation;

/** Tells natural language from programs and data, roughly and fast. */
final class Prose {

  private static final int FEWEST_LETTERS = 8;

  /** Prose is letters and spaces; programs, numbers and encodings are not. */
  private static final double SHARE = 0.8;

  private Prose() {}

  static boolean isProse(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long spaces = text.codePoints().filter(Character::isWhitespace).count();
    long all = text.codePoints().count();
    return letters >= FEWEST_LETTERS && letters + spaces >= SHARE * all;
  }
}
