package io.serai.policy;

import io.serai.check.CheckRule;

/**
 * One thing wrong with a policy file.
 *
 * @param file its path, relative to the home directory
 * @param line from 1
 * @param column from 1
 * @param rule what it is against
 * @param message what is wrong and what is allowed
 */
public record PolicyProblem(String file, int line, int column, CheckRule rule, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
