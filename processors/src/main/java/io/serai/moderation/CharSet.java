package io.serai.moderation;

import java.util.BitSet;

/** Sets of UTF-16 units, as expressions name them. */
final class CharSet {

  static final int ALL = Character.MAX_VALUE + 1;
  static final BitSet DIGIT = range('0', '9');
  static final BitSet WORD = union(union(range('a', 'z'), range('A', 'Z')), union(DIGIT, of('_')));
  static final BitSet SPACE = union(range('\t', '\n'), union(range('\f', '\r'), of(' ')));

  private CharSet() {}

  static BitSet of(char c) {
    return range(c, c);
  }

  static BitSet range(char first, char last) {
    BitSet set = new BitSet();
    set.set(first, last + 1);
    return set;
  }

  static BitSet union(BitSet one, BitSet other) {
    BitSet set = (BitSet) one.clone();
    set.or(other);
    return set;
  }

  static BitSet not(BitSet set) {
    BitSet others = (BitSet) set.clone();
    others.flip(0, ALL);
    return others;
  }

  /** With the ASCII letters of the other case. */
  static BitSet anyCase(BitSet set) {
    BitSet folded = (BitSet) set.clone();
    for (char lower = 'a'; lower <= 'z'; lower++) {
      if (set.get(lower) || set.get(Character.toUpperCase(lower))) {
        folded.set(lower);
        folded.set(Character.toUpperCase(lower));
      }
    }
    return folded;
  }

  static boolean isWord(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }
}
