package io.serai.hub.http;

import io.serai.job.JobId;
import io.serai.store.JobQuery;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, from its path and its query. */
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
    String text = text(message, "limit");
    try {
      int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
      if (limit >= 1 && limit <= JobQuery.MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Worded below, like a number out of range.
    }
    throw invalid("limit '" + text + "' is not allowed; allowed: 1 to " + JobQuery.MAX_LIMIT);
  }

  /** A request whose parameters or body are wrong. */
  static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "invalid-parameter", detail));
  }
}
