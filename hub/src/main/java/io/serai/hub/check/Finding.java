package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.policy.PolicyProblem;
import java.util.Comparator;

/**
 * One thing wrong with a file.
 *
 * @param file its path, relative to the home directory; of a setting that no file holds, where it
 *     was set
 * @param line from 1; 0 where there is no file
 * @param column from 1; 0 where there is no file
 * @param rule what it is against
 * @param message what is wrong and what is allowed
 */
public record Finding(String file, int line, int column, CheckRule rule, String message) {

  /** As somebody reads who mends one file after the other. */
  public static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column);

  /** What is wrong with a policy. */
  public static Finding of(PolicyProblem problem) {
    return new Finding(
        problem.file(), problem.line(), problem.column(), problem.rule(), problem.message());
  }

  @Override
  public String toString() {
    return (line > 0 ? file + ":" + line + ":" + column : file) + ": " + message;
  }
}
