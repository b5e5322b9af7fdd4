package io.serai.hub.http;

import io.serai.job.JobId;
import io.serai.store.JobQuery;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, from its path and its query, or what is wrong with them. */
final class Parameters {

  private static final int DEFAULT_LIMIT = 50;

  private Parameters() {}

  static @Nullable String text(Message message, String name) {
    return message.getHeader(name, String.class);
  }

  /** A job's id, which must be there. */
  static JobId jobId(Message message, String name) {
    String text = String.valueOf(text(message, name));
    try {
      return JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(name + " '" + text + "' is not a UUID; send a job's id");
    }
  }

  /** How long a page may be. */
  static int limit(Message message) {
    return (int) number(message, "limit", DEFAULT_LIMIT, JobQuery.MAX_LIMIT);
  }

  /** A whole number from 1 on. */
  static long number(Message message, String name, long absent, long max) {
    String text = text(message, name);
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
    return instant(name, text(message, name));
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

  /** A request whose parameters or body are wrong. */
  static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "invalid-parameter", detail));
  }
}
