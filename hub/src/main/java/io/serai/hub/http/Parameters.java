package io.serai.hub.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's path and query, refused with what would be right. */
final class Parameters {

  private static final int DEFAULT_LIMIT = 50;

  private Parameters() {}

  static @Nullable String text(Message message, String name) {
    return message.getHeader(name, String.class);
  }

  /** How many to list at most. */
  static int limit(Message message, int max) {
    String text = text(message, "limit");
    try {
      int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Worded below, like a number out of range.
    }
    throw invalid("limit", text, "is not allowed; allowed: 1 to " + max);
  }

  static @Nullable Instant instant(Message message, String name) {
    String text = text(message, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(name, text, "is not an instant; send ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  static ProblemException invalid(String name, @Nullable String text, String why) {
    return new ProblemException(
        Problem.of(400, "invalid-parameter", name + " '" + text + "' " + why));
  }
}
