package io.serai.moderation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.TreeSet;

/** Characters between which some sets make no difference, numbered from 0. */
final class CharClasses {

  private final int[] firsts;
  private final short[] ascii = new short[128];

  CharClasses(Collection<BitSet> sets) {
    TreeSet<Integer> cuts = new TreeSet<>();
    cuts.add(0);
    for (BitSet set : sets) {
      for (int at = set.nextSetBit(0); at >= 0 && at < CharSet.ALL; at = set.nextSetBit(at)) {
        cuts.add(at);
        at = set.nextClearBit(at);
        if (at < CharSet.ALL) {
          cuts.add(at);
        }
      }
    }
    this.firsts = cuts.stream().mapToInt(Integer::intValue).toArray();
    for (int c = 0; c < ascii.length; c++) {
      ascii[c] = (short) search(c);
    }
  }

  /** How many there are. */
  int size() {
    return firsts.length;
  }

  /** A character of the class. */
  char first(int number) {
    return (char) firsts[number];
  }

  /** The class of a character. */
  int of(char c) {
    return c < ascii.length ? ascii[c] : search(c);
  }

  private int search(int c) {
    int found = Arrays.binarySearch(firsts, c);
    return found >= 0 ? found : -found - 2;
  }
}
