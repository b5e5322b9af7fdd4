package io.serai.moderation;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a simple expression. */
sealed interface Syntax {

  /** More variants of how a match may begin are not followed. */
  int BEGINNINGS = 64;

  /**
   * How a match may begin, lower case.
   *
   * @param texts all the ways
   * @param whole whether nothing is left out of them
   */
  record Beginning(Set<String> texts, boolean whole) {
    static final Beginning NOTHING = new Beginning(Set.of(""), true);
    static final Beginning ANYTHING = new Beginning(Set.of(""), false);
  }

  Beginning beginning();

  /** One of some characters. */
  record One(BitSet chars) implements Syntax {
    @Override
    public Beginning beginning() {
      if (chars.cardinality() > 4) {
        return Beginning.ANYTHING;
      }
      Set<String> texts = new TreeSet<>();
      chars.stream().forEach(c -> texts.add(String.valueOf(Character.toLowerCase((char) c))));
      return new Beginning(texts, true);
    }
  }

  /** Where a word begins or ends. */
  record Boundary() implements Syntax {
    @Override
    public Beginning beginning() {
      return Beginning.NOTHING;
    }
  }

  /** One after the other. */
  record Sequence(List<Syntax> parts) implements Syntax {
    @Override
    public Beginning beginning() {
      Beginning all = Beginning.NOTHING;
      for (Syntax part : parts) {
        all = followed(all, part.beginning());
        if (!all.whole()) {
          break;
        }
      }
      return all;
    }

    private static Beginning followed(Beginning first, Beginning second) {
      if (first.texts().size() * second.texts().size() > BEGINNINGS) {
        return new Beginning(first.texts(), false);
      }
      Set<String> texts = new TreeSet<>();
      first.texts().forEach(a -> second.texts().forEach(b -> texts.add(a + b)));
      return new Beginning(texts, second.whole());
    }
  }

  /** One of several. */
  record Choice(List<Syntax> options) implements Syntax {
    @Override
    public Beginning beginning() {
      Set<String> texts = new TreeSet<>();
      boolean whole = true;
      for (Syntax option : options) {
        Beginning each = option.beginning();
        texts.addAll(each.texts());
        whole &= each.whole();
      }
      return new Beginning(texts, whole && texts.size() <= BEGINNINGS);
    }
  }

  /**
   * The same several times.
   *
   * @param most −1 for any number
   */
  record Repeat(Syntax part, int least, int most) implements Syntax {
    @Override
    public Beginning beginning() {
      if (least == 0) {
        if (most != 1) {
          return Beginning.ANYTHING;
        }
        Set<String> texts = new TreeSet<>(part.beginning().texts());
        texts.add("");
        return new Beginning(texts, part.beginning().whole());
      }
      return new Beginning(part.beginning().texts(), least == 1 && most == 1);
    }
  }
}
