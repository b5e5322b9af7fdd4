package io.serai.moderation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lays out the table of an {@link Expression}: Thompson's automaton made deterministic. */
final class ExpressionTable {

  private static final int MOST_NODES = 1_000;
  private static final int MOST_STATES = 1_000;

  /** A node: reads a character, forks, asks for a boundary of a word, or ends the match. */
  private static final class Node {

    private final @Nullable BitSet chars;
    private final boolean boundary;
    private final int[] next;

    Node(@Nullable BitSet chars, boolean boundary, int... next) {
      this.chars = chars;
      this.boundary = boundary;
      this.next = next;
    }
  }

  /** Nodes to go on from, and whether the character before is one of a word. */
  private record State(Set<Integer> nodes, boolean afterWord) {}

  private static final int END = 0;

  private final List<Node> nodes = new ArrayList<>();
  private final List<BitSet> sets = new ArrayList<>();
  private boolean hasBoundary;
  private final List<State> states = new ArrayList<>();
  private final Map<State, Integer> numbers = new HashMap<>();

  private ExpressionTable() {
    nodes.add(new Node(null, false));
  }

  /** None when the table would be too large. */
  static Optional<Expression> of(Syntax syntax, Set<String> beginnings) {
    return new ExpressionTable().lay(syntax, beginnings);
  }

  private Optional<Expression> lay(Syntax syntax, Set<String> beginnings) {
    int start = nodesOf(syntax, END);
    if (nodes.size() > MOST_NODES) {
      return Optional.empty();
    }
    if (hasBoundary) {
      sets.add(CharSet.WORD);
    }
    CharClasses classes = new CharClasses(sets);
    number(new State(Set.of(start), false));
    int afterWord = number(new State(Set.of(start), hasBoundary));
    List<int[]> rows = new ArrayList<>();
    while (rows.size() < states.size()) {
      rows.add(row(states.get(rows.size()), classes));
      if (states.size() > MOST_STATES) {
        return Optional.empty();
      }
    }
    int[] table = rows.stream().flatMapToInt(Arrays::stream).toArray();
    return Optional.of(new Expression(beginnings, classes, table, afterWord));
  }

  private int nodesOf(Syntax syntax, int next) {
    if (nodes.size() > MOST_NODES) {
      return next;
    }
    if (syntax instanceof Syntax.One one) {
      sets.add(one.chars());
      return add(new Node(one.chars(), false, next));
    }
    if (syntax instanceof Syntax.Sequence sequence) {
      int first = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        first = nodesOf(sequence.parts().get(i), first);
      }
      return first;
    }
    if (syntax instanceof Syntax.Choice choice) {
      int[] options = choice.options().stream().mapToInt(option -> nodesOf(option, next)).toArray();
      return add(new Node(null, false, options));
    }
    if (syntax instanceof Syntax.Repeat repeat) {
      return repeated(repeat, next);
    }
    hasBoundary = true;
    return add(new Node(null, true, next));
  }

  private int repeated(Syntax.Repeat repeat, int next) {
    int first = next;
    if (repeat.most() < 0) {
      int[] again = {next, next};
      first = add(new Node(null, false, again));
      again[0] = nodesOf(repeat.part(), first);
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      first = add(new Node(null, false, nodesOf(repeat.part(), first), next));
    }
    for (int i = 0; i < repeat.least(); i++) {
      first = nodesOf(repeat.part(), first);
    }
    return first;
  }

  private int add(Node node) {
    nodes.add(node);
    return nodes.size() - 1;
  }

  private int number(State state) {
    Integer known = numbers.get(state);
    if (known == null) {
      known = states.size();
      numbers.put(state, known);
      states.add(state);
    }
    return known;
  }

  private int[] row(State state, CharClasses classes) {
    int[] row = new int[classes.size() + 1];
    for (int each = 0; each < classes.size(); each++) {
      char c = classes.first(each);
      boolean word = hasBoundary && CharSet.isWord(c);
      Set<Integer> reached = reached(state, word);
      Set<Integer> next = new TreeSet<>();
      for (int node : reached) {
        BitSet chars = nodes.get(node).chars;
        if (chars != null && chars.get(c)) {
          next.add(nodes.get(node).next[0]);
        }
      }
      int to = next.isEmpty() ? 0 : 1 + number(new State(next, word));
      row[each] = to << 1 | ended(reached);
    }
    row[classes.size()] = ended(reached(state, false));
    return row;
  }

  private static int ended(Set<Integer> reached) {
    return reached.contains(END) ? 1 : 0;
  }

  /** All nodes that can be reached without a character, the next one being of a word or not. */
  private Set<Integer> reached(State state, boolean wordFollows) {
    Set<Integer> reached = new TreeSet<>(state.nodes());
    List<Integer> open = new ArrayList<>(state.nodes());
    while (!open.isEmpty()) {
      Node node = nodes.get(open.remove(open.size() - 1));
      boolean passable = node.chars == null && (!node.boundary || state.afterWord() != wordFollows);
      for (int next : passable ? node.next : new int[0]) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
