package io.serai.moderation;

import java.util.List;

/**
 * The characters of some keywords, numbered. Those that count as the same have the same number: an
 * upper and a lower case letter, all white space, and in leetspeak a letter and its stand-ins. All
 * characters of no keyword are number 0.
 */
final class Alphabet {

  private final char[] letters = new char[Character.MAX_VALUE + 1];
  private final boolean leet;
  private final int size;

  Alphabet(List<String> keywords, boolean leet) {
    this.leet = leet;
    char[] numbers = new char[letters.length];
    int count = 1;
    for (String keyword : keywords) {
      for (int i = 0; i < keyword.length(); i++) {
        char folded = fold(keyword.charAt(i));
        if (numbers[folded] == 0) {
          numbers[folded] = (char) count++;
        }
      }
    }
    this.size = count;
    for (int c = 0; c < letters.length; c++) {
      letters[c] = numbers[fold((char) c)];
    }
  }

  /** How many numbers there are. */
  int size() {
    return size;
  }

  /** The number of a character. */
  int letter(char c) {
    return letters[c];
  }

  /** White space of any sort and length is one blank in keywords and in texts. */
  static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00a0' || Character.isWhitespace(c);
  }

  private char fold(char c) {
    if (isSpace(c)) {
      return ' ';
    }
    char lower = Character.toLowerCase(c);
    return leet ? spelt(lower) : lower;
  }

  private static char spelt(char c) {
    return switch (c) {
      case '0' -> 'o';
      case '1', '!', '|', 'l' -> 'i';
      case '3' -> 'e';
      case '4', '@' -> 'a';
      case '5', '$' -> 's';
      case '7', '+' -> 't';
      default -> c;
    };
  }
}
