package io.serai.moderation;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A simple expression that begins with one of some texts, as a table: one look-up a character, and
 * no way back. The rare expression that is not simple is left to RE2/J, which takes the same time
 * for each character, but some fifty times as long. Thread-safe.
 */
final class Expression {

  /** Shorter beginnings are found too often. */
  private static final int SHORTEST = 2;

  private final Set<String> beginnings;
  private final CharClasses classes;
  private final int[] table;
  private final int afterWord;

  /**
   * As {@link ExpressionTable} lays it out.
   *
   * @param table for each state and class the next state plus one, zero for none, times two; plus
   *     one where a match has ended before the character
   * @param afterWord the first state where the character before is one of a word; else it is 0
   */
  Expression(Set<String> beginnings, CharClasses classes, int[] table, int afterWord) {
    this.beginnings = Set.copyOf(beginnings);
    this.classes = classes;
    this.table = table;
    this.afterWord = afterWord;
  }

  /** A valid RE2 expression as one of these; none when it is not simple. */
  static Optional<Expression> of(String pattern) {
    return SyntaxReader.read(pattern).flatMap(Expression::of);
  }

  private static Optional<Expression> of(Syntax syntax) {
    Syntax.Beginning beginning = syntax.beginning();
    String[] texts = beginning.texts().stream().map(Expression::upToBlank).toArray(String[]::new);
    boolean begins = Arrays.stream(texts).allMatch(text -> text.length() >= SHORTEST);
    return begins ? ExpressionTable.of(syntax, Set.copyOf(Arrays.asList(texts))) : Optional.empty();
  }

  /** Blanks are matched by their number, which keywords are not. */
  private static String upToBlank(String text) {
    int end = 0;
    while (end < text.length() && !Alphabet.isSpace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** The keywords with which its matches begin, lower case. */
  Set<String> beginnings() {
    return beginnings;
  }

  /** Where the longest match that starts here ends; −1 when none does. */
  int match(char[] text, int start, Effort effort) {
    int state = start > 0 && CharSet.isWord(text[start - 1]) ? afterWord : 0;
    int width = classes.size() + 1;
    int ended = -1;
    int i = start;
    while (true) {
      int letter = i < text.length ? classes.of(text[i]) : classes.size();
      int entry = table[state * width + letter];
      if ((entry & 1) != 0) {
        ended = i;
      }
      if (entry >>> 1 == 0) {
        effort.spend(i - start + 1);
        return ended;
      }
      state = (entry >>> 1) - 1;
      i++;
    }
  }
}
