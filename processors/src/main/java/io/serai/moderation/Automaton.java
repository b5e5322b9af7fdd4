package io.serai.moderation;

import java.util.List;

/**
 * Finds all places of many keywords in one pass over a text (Aho and Corasick, 1975). Thread-safe.
 *
 * <p>States where the way forks have a row for every character; the others, which are most, know
 * the one character that leads on and where to go back to. So thousands of keywords fit into a
 * processor's cache, and no character takes more than two steps on average, whatever the text.
 *
 * <p>States are written as their number times two, plus one where a keyword ends.
 */
final class Automaton {

  /** Is told of the places. */
  interface Listener {

    /**
     * A keyword ends here.
     *
     * @return whether to go on
     */
    boolean found(int keyword, int end);
  }

  private static final int STATE_BITS = 24;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int NO_LETTER = Character.MAX_VALUE;

  /** How many states there may be: one for each letter of the keywords, at most. */
  static final int MAX_STATES = 1 << (STATE_BITS - 1);

  private final Alphabet alphabet;
  private final int width;
  private final int rows;
  private final int[] table;
  private final long[] cells;
  private final Ends ends;

  /** The keywords that end in a state: its own, and those of the states it is linked to. */
  static final class Ends {

    private final int[] keyword;
    private final int[] link;
    private final int[] next;

    /**
     * Three lists.
     *
     * @param keyword of a state, or −1
     * @param link of a state, the longest shorter state in which a keyword ends, or −1
     * @param next of a keyword, another that is spelt alike, or −1
     */
    Ends(int[] keyword, int[] link, int[] next) {
      this.keyword = keyword;
      this.link = link;
      this.next = next;
    }
  }

  /** As {@link Trie} lays it out: rows first, then cells. */
  Automaton(Alphabet alphabet, int rows, int[] table, long[] cells, Ends ends) {
    this.alphabet = alphabet;
    this.width = alphabet.size();
    this.rows = rows;
    this.table = table;
    this.cells = cells;
    this.ends = ends;
  }

  /**
   * A state without a row, in one number, so that eight of them come with each line of the cache.
   *
   * @param letter the one character that leads on
   * @param onward the state it leads to
   * @param back the state to go back to with any other
   */
  static long cell(int letter, int onward, int back) {
    return (long) letter << (2 * STATE_BITS) | (long) onward << STATE_BITS | back;
  }

  /** One that nothing leads on from. */
  static long lastCell(int back) {
    return cell(NO_LETTER, 0, back);
  }

  /** An automaton for keywords, which are known by their place in the list. */
  static Automaton of(List<String> keywords, Alphabet alphabet) {
    return new Trie(keywords, alphabet).automaton();
  }

  /**
   * Looks through a text.
   *
   * @return false when the listener ended it
   */
  boolean scan(char[] text, Listener listener) {
    int state = 0;
    for (int i = 0; i < text.length; i++) {
      state = next(state >>> 1, alphabet.letter(text[i]));
      if ((state & 1) != 0 && !tell(state >>> 1, i + 1, listener)) {
        return false;
      }
    }
    return true;
  }

  private int next(int from, int letter) {
    int state = from;
    while (state >= rows) {
      long cell = cells[state - rows];
      if (cell >>> (2 * STATE_BITS) == letter) {
        return (int) (cell >>> STATE_BITS) & STATE_MASK;
      }
      state = ((int) cell & STATE_MASK) >>> 1;
    }
    return table[state * width + letter];
  }

  private boolean tell(int ended, int end, Listener listener) {
    for (int state = ended; state >= 0; state = ends.link[state]) {
      for (int word = ends.keyword[state]; word >= 0; word = ends.next[word]) {
        if (!listener.found(word, end)) {
          return false;
        }
      }
    }
    return true;
  }
}
