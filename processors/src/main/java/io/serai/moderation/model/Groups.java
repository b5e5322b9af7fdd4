package io.serai.moderation.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds examples that are too alike to stand on both sides of a split. */
final class Groups {

  private static final int SHINGLE = 5;
  private static final double ALIKE = 0.5;

  private final int[] parent;

  private Groups(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  /** A number for each example; those that are alike, or say they belong together, share it. */
  static int[] of(List<Example> examples) {
    Groups groups = new Groups(examples.size());
    List<Set<String>> shingles = new ArrayList<>();
    Map<String, Integer> named = new HashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      Set<String> mine = shingles(example.text());
      for (int j = 0; j < i; j++) {
        if (alike(mine, shingles.get(j))) {
          groups.join(i, j);
        }
      }
      shingles.add(mine);
      Integer other = example.group() == null ? null : named.putIfAbsent(example.group(), i);
      if (other != null) {
        groups.join(i, other);
      }
    }
    return groups.roots();
  }

  private static Set<String> shingles(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Set<String> shingles = new HashSet<>();
    for (int i = 0; i == 0 || i + SHINGLE <= plain.length(); i++) {
      shingles.add(plain.substring(i, Math.min(plain.length(), i + SHINGLE)));
    }
    return shingles;
  }

  /** By the Jaccard index. */
  private static boolean alike(Set<String> one, Set<String> other) {
    Set<String> fewer = one.size() < other.size() ? one : other;
    Set<String> more = fewer == one ? other : one;
    if (fewer.size() < ALIKE * more.size()) {
      return false;
    }
    long shared = fewer.stream().filter(more::contains).count();
    return shared > ALIKE * (fewer.size() + more.size() - shared);
  }

  private void join(int one, int other) {
    parent[root(one)] = root(other);
  }

  private int root(int of) {
    int at = of;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private int[] roots() {
    int[] roots = new int[parent.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = root(i);
    }
    return roots;
  }
}
