package io.serai.hub.cli;

import io.serai.hub.trial.Miss;
import io.serai.hub.trial.StageTest;
import io.serai.hub.trial.StageTests;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells of each test as it ends, and of all at the end. */
final class TestReport {

  private final PrintWriter out;
  private int passed;
  private int failed;
  private int skipped;

  TestReport(PrintWriter out) {
    this.out = out;
  }

  /** A test has run; it passed where nothing was missed. */
  void ran(StageTests file, StageTest test, List<Miss> misses) {
    if (misses.isEmpty()) {
      passed++;
      tell("ok", file, test, "");
    } else {
      failed++;
      tell("failed", file, test, "");
      misses.forEach(each -> out.printf("        %s: %s%n", file.placeOf(each.at()), each));
      out.flush();
    }
  }

  /** A test could not be run as it is written. */
  void wrong(StageTests file, StageTest test, String why) {
    failed++;
    tell("failed", file, test, "");
    out.printf(
        "        %s: cannot be given to the stage; %s%n",
        file.placeOf(test.at().appendProperty("in")), why);
    out.flush();
  }

  /** A test was left out. */
  void skipped(StageTests file, StageTest test, String why) {
    skipped++;
    tell("skipped", file, test, "; " + why);
  }

  private void tell(String word, StageTests file, StageTest test, String more) {
    out.printf("%-7s %s: %s%s%n", word, file.placeOf(test.at()), test.name(), more);
    out.flush();
  }

  /** The last line. */
  void sum(Duration taken) {
    out.printf(
        Locale.ROOT,
        "%d passed, %d failed, %d skipped in %.1f s%n",
        passed,
        failed,
        skipped,
        taken.toMillis() / 1000.0);
  }

  boolean allPass() {
    return failed == 0;
  }
}
