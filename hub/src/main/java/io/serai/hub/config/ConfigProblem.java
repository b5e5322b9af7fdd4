package io.serai.hub.config;

import io.serai.check.CheckRule;

/**
 * One thing wrong with a configuration.
 *
 * @param place where it was set
 * @param rule what it is against
 * @param message what is wrong and what is allowed
 */
public record ConfigProblem(Place place, CheckRule rule, String message) {

  /**
   * Where something was set.
   *
   * @param source a file, an environment variable or an option
   * @param line from 1; 0 where it is no file
   * @param column from 1; 0 where it is no file
   */
  public record Place(String source, int line, int column) {}

  /** A place without lines. */
  static Place at(String source) {
    return new Place(source, 0, 0);
  }

  /** A value names its key itself; what else is wrong has to say where. */
  @Override
  public String toString() {
    return rule == CheckRule.UNKNOWN_SETTING ? place.source() + ": " + message : message;
  }
}
