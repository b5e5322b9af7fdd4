package io.serai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What differs between files. */
class UnifiedDiffTest {

  @Test
  void showsWhatChangedWithWhatStandsRoundIt() {
    assertThat(diff(Map.of("a", "1\n2\n3\n4\n5\n6\n"), Map.of("a", "1\n2\n3\n4\nfive\n6\n")))
        .isEqualTo("--- a/a\n+++ b/a\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+five\n 6");
  }

  @Test
  void showsFilesThatCameAndWentAndNoneThatStayed() {
    assertThat(diff(Map.of("gone", "x\n", "same", "y"), Map.of("new", "z\n", "same", "y")))
        .isEqualTo(
            "--- a/gone\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n"
                + "--- /dev/null\n+++ b/new\n@@ -0,0 +1,1 @@\n+z");
  }

  @Test
  void tellsALastLineThatDoesNotEnd() {
    assertThat(diff(Map.of("a", "1\n"), Map.of("a", "1")))
        .endsWith("-1\n+1\n\\ No newline at end of file");
  }

  private static String diff(Map<String, String> before, Map<String, String> after) {
    return String.join("\n", UnifiedDiff.of(new TreeMap<>(before), new TreeMap<>(after)));
  }
}
