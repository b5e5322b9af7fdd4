package io.serai.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Words the names that are allowed, the likeliest first where there are too many. */
public final class Names {

  private static final int FEW = 12;

  private Names() {}

  /** The complaint about a name that is not there. */
  public static String unknown(String noun, String name, Collection<String> allowed) {
    return noun + " '" + name + "' is unknown; allowed: " + allowed(name, allowed);
  }

  /** The names that might have been meant. */
  public static String allowed(String meant, Collection<String> allowed) {
    List<String> sorted = List.copyOf(new TreeSet<>(allowed));
    if (sorted.isEmpty()) {
      return "none";
    }
    if (sorted.size() <= FEW) {
      return String.join(", ", sorted);
    }
    List<String> likeliest =
        sorted.stream()
            .sorted(Comparator.comparingInt(each -> distance(meant, each)))
            .limit(FEW / 4)
            .toList();
    return String.join(", ", likeliest) + ", …";
  }

  /** How many letters have to be put in, left out or changed to make one word of the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
