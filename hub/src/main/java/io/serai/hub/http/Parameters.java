package io.serai.hub.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads what requests say in words, or says what is wrong with it. */
final class Parameters {

  private Parameters() {}

  /** A whole number from 1 on. */
  static long number(Message message, String name, long absent, long max) {
    String text = message.getHeader(name, String.class);
    try {
      long number = text == null ? absent : Long.parseLong(text);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Worded below, like a number out of range.
    }
    throw invalid(name + " '" + text + "' is not allowed; allowed: 1 to " + max);
  }

  /** A point in time; absent where there is none. */
  static @Nullable Instant instant(Message message, String name) {
    return instant(name, message.getHeader(name, String.class));
  }

  /** A point in time; absent where there is none. */
  static @Nullable Instant instant(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(
          name + " '" + text + "' is not an instant; send ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "invalid-parameter", detail));
  }
}
