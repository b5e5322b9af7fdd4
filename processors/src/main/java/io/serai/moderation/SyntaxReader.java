package io.serai.moderation;

import io.serai.moderation.Syntax.Boundary;
import io.serai.moderation.Syntax.Choice;
import io.serai.moderation.Syntax.One;
import io.serai.moderation.Syntax.Repeat;
import io.serai.moderation.Syntax.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Reads the simple ones among RE2 expressions: characters, classes, groups, repetitions, \b. */
final class SyntaxReader {

  /** Says that the expression is not of the simple sort. */
  private static final class NotSimple extends Exception {
    private static final long serialVersionUID = 1L;

    NotSimple() {
      super(null, null, false, false);
    }
  }

  private static final int MOST_REPEATS = 256;
  private static final int MOST_NESTED = 32;

  private final String text;
  private final boolean anyCase;
  private int at;
  private int depth;

  private SyntaxReader(String pattern) {
    this.anyCase = pattern.startsWith("(?i)");
    this.text = anyCase ? pattern.substring(4) : pattern;
  }

  /** The parts of a valid RE2 expression; none when it is not of the simple sort. */
  static Optional<Syntax> read(String pattern) {
    SyntaxReader reader = new SyntaxReader(pattern);
    try {
      Syntax syntax = reader.choice();
      return reader.at == reader.text.length() ? Optional.of(syntax) : Optional.empty();
    } catch (NotSimple e) {
      return Optional.empty();
    }
  }

  private Syntax choice() throws NotSimple {
    if (++depth > MOST_NESTED) {
      throw new NotSimple();
    }
    List<Syntax> options = new ArrayList<>();
    do {
      options.add(sequence());
    } while (take('|'));
    depth--;
    return options.size() == 1 ? options.get(0) : new Choice(options);
  }

  private Syntax sequence() throws NotSimple {
    List<Syntax> parts = new ArrayList<>();
    while (at < text.length() && peek() != '|' && peek() != ')') {
      parts.add(repeated(part()));
    }
    return new Sequence(parts);
  }

  private Syntax part() throws NotSimple {
    char c = text.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> one(bracketed());
      case '.' -> one(CharSet.not(CharSet.of('\n')));
      case '\\' -> escaped();
      case '^', '$', '*', '+', '?', '{' -> throw new NotSimple();
      default -> one(literal(c));
    };
  }

  private Syntax group() throws NotSimple {
    if (take('?') && !take(':')) {
      throw new NotSimple();
    }
    Syntax inner = choice();
    if (!take(')')) {
      throw new NotSimple();
    }
    return inner;
  }

  private Syntax escaped() throws NotSimple {
    if (take('b')) {
      return new Boundary();
    }
    return one(escape());
  }

  private BitSet escape() throws NotSimple {
    if (at == text.length()) {
      throw new NotSimple();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'd' -> CharSet.DIGIT;
      case 'D' -> CharSet.not(CharSet.DIGIT);
      case 'w' -> CharSet.WORD;
      case 'W' -> CharSet.not(CharSet.WORD);
      case 's' -> CharSet.SPACE;
      case 'S' -> CharSet.not(CharSet.SPACE);
      case 'n' -> CharSet.of('\n');
      case 't' -> CharSet.of('\t');
      case 'r' -> CharSet.of('\r');
      default -> {
        if (CharSet.isWord(c)) {
          throw new NotSimple();
        }
        yield literal(c);
      }
    };
  }

  private BitSet bracketed() throws NotSimple {
    boolean others = take('^');
    BitSet set = new BitSet();
    boolean first = true;
    while (first || peek() != ']') {
      first = false;
      set.or(range());
    }
    at++;
    BitSet folded = anyCase ? CharSet.anyCase(set) : set;
    return others ? CharSet.not(folded) : folded;
  }

  private BitSet range() throws NotSimple {
    char c = peek();
    at++;
    if (c == '[' && peek() == ':') {
      throw new NotSimple();
    }
    BitSet from = c == '\\' ? escape() : literal(c);
    boolean ranges = peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']';
    if (!ranges) {
      return from;
    }
    at++;
    char last = peek();
    at++;
    BitSet to = last == '\\' ? escape() : literal(last);
    if (from.cardinality() != 1 || to.cardinality() != 1) {
      throw new NotSimple();
    }
    return CharSet.range((char) from.nextSetBit(0), (char) to.nextSetBit(0));
  }

  private static BitSet literal(char c) throws NotSimple {
    if (Character.isSurrogate(c)) {
      throw new NotSimple();
    }
    return CharSet.of(c);
  }

  private Syntax one(BitSet set) throws NotSimple {
    boolean foldsBeyondAscii = anyCase && set.cardinality() == 1 && set.nextSetBit(0) > 127;
    if (foldsBeyondAscii
        && Character.isLetter(set.nextSetBit(0))
        && Character.toLowerCase(set.nextSetBit(0)) != Character.toUpperCase(set.nextSetBit(0))) {
      throw new NotSimple();
    }
    return new One(anyCase ? CharSet.anyCase(set) : set);
  }

  private Syntax repeated(Syntax part) throws NotSimple {
    Syntax result = part;
    if (take('*')) {
      result = new Repeat(part, 0, -1);
    } else if (take('+')) {
      result = new Repeat(part, 1, -1);
    } else if (take('?')) {
      result = new Repeat(part, 0, 1);
    } else if (take('{')) {
      int least = number();
      int most = !take(',') ? least : peek() == '}' ? -1 : number();
      if (!take('}') || Math.max(least, most) > MOST_REPEATS) {
        throw new NotSimple();
      }
      result = new Repeat(part, least, most);
    }
    boolean lazyOrTwice = at < text.length() && "*+?{".indexOf(peek()) >= 0;
    if (lazyOrTwice && result != part) {
      throw new NotSimple();
    }
    return result;
  }

  private int number() throws NotSimple {
    int start = at;
    while (at < text.length() && Character.isDigit(peek())) {
      at++;
    }
    if (start == at || at - start > 3) {
      throw new NotSimple();
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private char peek() throws NotSimple {
    if (at >= text.length()) {
      throw new NotSimple();
    }
    return text.charAt(at);
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }
}
