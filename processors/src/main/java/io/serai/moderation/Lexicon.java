package io.serai.moderation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keywords and expressions, each of an owner, looked for all at once in one pass. Keywords are
 * found in upper and lower case alike, and whatever the white space between their words.
 * Thread-safe.
 */
final class Lexicon {

  /** Is told what is found. */
  interface Listener {

    /** Something of an owner stands from start to end, exclusive. */
    void found(int owner, int start, int end);

    /**
     * Whether it wants to be told more of an owner: what it does not want costs next to nothing.
     */
    default boolean wants(int owner) {
      return true;
    }
  }

  /** What to do where a keyword ends. */
  private record Entry(int owner, String keyword, boolean whole, @Nullable Expression expression) {}

  private final @Nullable Automaton automaton;
  private final List<Entry> entries;

  private Lexicon(List<Entry> entries, boolean leet) {
    this.entries = List.copyOf(entries);
    List<String> keywords = entries.stream().map(Entry::keyword).toList();
    this.automaton =
        entries.isEmpty() ? null : Automaton.of(keywords, new Alphabet(keywords, leet));
  }

  /**
   * Looks through a text.
   *
   * @return false when the effort did not suffice to see all of it
   */
  boolean scan(char[] text, Effort effort, Listener listener) {
    return automaton == null
        || automaton.scan(
            text,
            (keyword, end) -> {
              Entry entry = entries.get(keyword);
              effort.spend(1);
              if (listener.wants(entry.owner())) {
                look(entry, text, end, effort, listener);
              }
              return !effort.spent();
            });
  }

  private static void look(Entry entry, char[] text, int end, Effort effort, Listener listener) {
    int start = start(text, end, entry.keyword(), effort);
    Expression expression = entry.expression();
    if (expression != null) {
      int matched = expression.match(text, start, effort);
      if (matched >= 0) {
        listener.found(entry.owner(), start, matched);
      }
    } else if (!entry.whole() || isWhole(text, start, end)) {
      listener.found(entry.owner(), start, end);
    }
  }

  private static int start(char[] text, int end, String keyword, Effort effort) {
    if (keyword.indexOf(' ') < 0) {
      return end - keyword.length();
    }
    int at = end;
    for (int i = keyword.length() - 1; i >= 0; i--) {
      at--;
      while (i > 0 && keyword.charAt(i) == ' ' && Alphabet.isSpace(text[at - 1])) {
        at--;
      }
    }
    effort.spend(end - at);
    return at;
  }

  private static boolean isWhole(char[] text, int start, int end) {
    boolean begins = start == 0 || !joined(text[start - 1], text[start]);
    return begins && (end == text.length || !joined(text[end - 1], text[end]));
  }

  /** Whether a word goes on from one character to the next; Chinese has no such limits. */
  private static boolean joined(char left, char right) {
    return isLetter(left) && isLetter(right);
  }

  private static boolean isLetter(char c) {
    return c < 128
        ? CharSet.isWord(c)
        : Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
  }

  /** Takes keywords and expressions together. */
  static final class Builder {

    private final List<Entry> entries = new ArrayList<>();
    private final boolean leet;

    /** For a lexicon whose keywords are found in leetspeak or not. */
    Builder(boolean leet) {
      this.leet = leet;
    }

    Builder keyword(int owner, String keyword, boolean whole) {
      add(owner, keyword, whole);
      String plain = LookAlikes.plain(keyword);
      if (!plain.equals(keyword)) {
        add(owner, plain, whole);
      }
      return this;
    }

    private void add(int owner, String keyword, boolean whole) {
      entries.add(new Entry(owner, keyword.replaceAll("\\s+", " "), whole, null));
    }

    Builder expression(int owner, Expression expression) {
      expression
          .beginnings()
          .forEach(beginning -> entries.add(new Entry(owner, beginning, false, expression)));
      return this;
    }

    Lexicon build() {
      return new Lexicon(entries, leet);
    }
  }
}
