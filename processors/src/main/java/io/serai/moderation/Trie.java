package io.serai.moderation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tree of some keywords, from which an {@link Automaton} is laid out. */
final class Trie {

  private final Alphabet alphabet;
  private final List<Map<Integer, Integer>> children = new ArrayList<>();
  private final List<Integer> letterInto = new ArrayList<>();
  private final List<Integer> keyword = new ArrayList<>();
  private final int[] nextAlike;
  private final int space;

  /** Keywords must not be empty, nor hold two blanks in a row. */
  Trie(List<String> keywords, Alphabet alphabet) {
    this.alphabet = alphabet;
    this.space = alphabet.letter(' ');
    this.nextAlike = new int[keywords.size()];
    add(0);
    for (int i = 0; i < keywords.size(); i++) {
      int end = insert(keywords.get(i));
      nextAlike[i] = keyword.get(end);
      keyword.set(end, i);
    }
  }

  private int insert(String word) {
    int node = 0;
    for (int i = 0; i < word.length(); i++) {
      int letter = alphabet.letter(word.charAt(i));
      Integer child = children.get(node).get(letter);
      node = child == null ? branch(node, letter) : child;
    }
    return node;
  }

  private int branch(int node, int letter) {
    int child = add(letter);
    children.get(node).put(letter, child);
    return child;
  }

  private int add(int letter) {
    children.add(new HashMap<>(2));
    letterInto.add(letter);
    keyword.add(-1);
    return children.size() - 1;
  }

  /**
   * The automaton of all keywords.
   *
   * @throws IllegalArgumentException when they have too many letters for one
   */
  Automaton automaton() {
    if (children.size() > Automaton.MAX_STATES) {
      throw new IllegalArgumentException(
          "rules have "
              + children.size()
              + " letters that no other rule shares; allowed: "
              + Automaton.MAX_STATES);
    }
    int[] order = byDepth();
    int[] fail = failures(order);
    int[] link = links(order, fail);
    int[] back = ways(order, fail);
    int[] number = numbers(order);
    int rows = (int) Arrays.stream(order).filter(this::needsRow).count();
    int width = alphabet.size();
    int[] table = new int[rows * width];
    long[] cells = new long[order.length - rows];
    for (int node : order) {
      int state = number[node];
      if (state < rows) {
        fillRow(table, state * width, node, fail, number, link);
      } else {
        cells[state - rows] = cell(node, written(back[node], number, link), number, link);
      }
    }
    return new Automaton(alphabet, rows, table, cells, ends(number, link));
  }

  /** A state after a blank stays there for more of them. */
  private boolean needsRow(int node) {
    return node == 0 || children.get(node).size() > 1 || afterSpace(node);
  }

  private boolean afterSpace(int node) {
    return node != 0 && space != 0 && letterInto.get(node) == space;
  }

  private int[] byDepth() {
    int[] order = new int[children.size()];
    int end = 1;
    for (int at = 0; at < end; at++) {
      for (int child : children.get(order[at]).values()) {
        order[end++] = child;
      }
    }
    return order;
  }

  /** For each node the longest other that ends like it. */
  private int[] failures(int[] order) {
    int[] fail = new int[order.length];
    for (int node : order) {
      for (Map.Entry<Integer, Integer> each : children.get(node).entrySet()) {
        fail[each.getValue()] = node == 0 ? 0 : step(fail[node], each.getKey(), fail);
      }
    }
    return fail;
  }

  private int step(int from, int letter, int[] fail) {
    int node = from;
    while (true) {
      if (letter == space && afterSpace(node)) {
        return node;
      }
      Integer child = children.get(node).get(letter);
      if (child != null || node == 0) {
        return child == null ? 0 : child;
      }
      node = fail[node];
    }
  }

  /** Where to go back to from a node: over those that would not take the character either. */
  private int[] ways(int[] order, int[] fail) {
    int[] back = new int[order.length];
    for (int node : order) {
      int to = fail[node];
      boolean alike =
          !needsRow(to) && children.get(node).keySet().equals(children.get(to).keySet());
      back[node] = alike ? back[to] : to;
    }
    return back;
  }

  private int[] links(int[] order, int[] fail) {
    int[] link = new int[order.length];
    for (int node : order) {
      int shorter = fail[node];
      link[node] = node == 0 ? -1 : keyword.get(shorter) >= 0 ? shorter : link[shorter];
    }
    return link;
  }

  /** Rows in order of depth, so that the busiest are together; the others along their keywords. */
  private int[] numbers(int[] order) {
    int[] number = new int[order.length];
    int next = 0;
    for (int node : order) {
      if (needsRow(node)) {
        number[node] = next++;
      }
    }
    for (int node : order) {
      for (int child : children.get(node).values()) {
        if (needsRow(node) && !needsRow(child)) {
          next = numberChain(child, number, next);
        }
      }
    }
    return number;
  }

  private int numberChain(int first, int[] number, int from) {
    int next = from;
    int node = first;
    while (!needsRow(node)) {
      number[node] = next++;
      if (children.get(node).isEmpty()) {
        break;
      }
      node = children.get(node).values().iterator().next();
    }
    return next;
  }

  private void fillRow(int[] table, int at, int node, int[] fail, int[] number, int[] link) {
    for (int letter = 0; letter < alphabet.size(); letter++) {
      table[at + letter] = written(letter == 0 ? 0 : step(node, letter, fail), number, link);
    }
  }

  /** Of a node that has one child at most. */
  private long cell(int node, int back, int[] number, int[] link) {
    return children.get(node).entrySet().stream()
        .findFirst()
        .map(child -> Automaton.cell(child.getKey(), written(child.getValue(), number, link), back))
        .orElseGet(() -> Automaton.lastCell(back));
  }

  private int written(int node, int[] number, int[] link) {
    boolean ends = keyword.get(node) >= 0 || link[node] >= 0;
    return number[node] << 1 | (ends ? 1 : 0);
  }

  private Automaton.Ends ends(int[] number, int[] link) {
    int[] words = new int[number.length];
    int[] links = new int[number.length];
    for (int node = 0; node < number.length; node++) {
      words[number[node]] = keyword.get(node);
      links[number[node]] = link[node] < 0 ? -1 : number[link[node]];
    }
    return new Automaton.Ends(words, links, nextAlike);
  }
}
