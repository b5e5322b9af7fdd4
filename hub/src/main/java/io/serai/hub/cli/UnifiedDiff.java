package io.serai.hub.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between files, as {@code patch} reads it. */
final class UnifiedDiff {

  private static final int CONTEXT = 3;
  private static final String NO_NEWLINE = "\n\\ No newline at end of file";

  private UnifiedDiff() {}

  /**
   * All files that differ, in the order of their names.
   *
   * @param before texts by path
   * @param after texts by path
   * @return lines; none where all are the same
   */
  static List<String> of(SortedMap<String, String> before, SortedMap<String, String> after) {
    SortedSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    paths.forEach(path -> lines.addAll(of(path, before.get(path), after.get(path))));
    return lines;
  }

  private static List<String> of(String path, @Nullable String before, @Nullable String after) {
    List<String> from = lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
            before == null ? "/dev/null" : "a/" + path,
            after == null ? "/dev/null" : "b/" + path,
            from,
            DiffUtils.diff(from, lines(after)),
            CONTEXT)
        .stream()
        .map(UnifiedDiff::emptyFromNought)
        .toList();
  }

  /** Where a file has no line, {@code patch} reads of line 0; the library writes 1. */
  private static String emptyFromNought(String line) {
    return line.startsWith("@@ ") ? line.replaceFirst("([-+])1,0 ", "$10,0 ") : line;
  }

  /** A last line that does not end differs from one that does. */
  private static List<String> lines(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int last = lines.size() - 1;
    if (lines.get(last).isEmpty()) {
      lines.remove(last);
    } else {
      lines.set(last, lines.get(last) + NO_NEWLINE);
    }
    return lines;
  }
}
