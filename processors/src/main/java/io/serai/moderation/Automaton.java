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

  /** Of a state without a row: the one character, the state it leads to, the one to go back to. */
  static final int CELL = 4;

  private final Alphabet alphabet;
  private final int width;
  private final int rows;
  private final int[] table;
  private final int[] cells;
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

  /** As {@link Trie} lays it out: rows first, then cells of four numbers. */
  Automaton(Alphabet alphabet, int rows, int[] table, int[] cells, Ends ends) {
    this.alphabet = alphabet;
    this.width = alphabet.size();
    this.rows = rows;
    this.table = table;
    this.cells = cells;
    this.ends = ends;
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
      int cell = (state - rows) * CELL;
      if (cells[cell] == letter) {
        return cells[cell + 1];
      }
      state = cells[cell + 2] >>> 1;
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
