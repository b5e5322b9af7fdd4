package io.serai.hub.trial;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One thing that was not as a test expects it.
 *
 * @param at where the test says what it expects, in its file
 * @param field what was looked at, as {@code out.verdict.decision}
 * @param expected as JSON, or in words
 * @param got the same
 */
public record Miss(JsonPointer at, String field, String expected, String got) {

  @Override
  public String toString() {
    return field + ": expected " + expected + ", got " + got;
  }
}
