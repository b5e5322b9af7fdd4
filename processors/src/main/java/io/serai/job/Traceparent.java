package io.serai.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The span that caused something, as the header {@code traceparent} names it.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context</a>
 */
public record Traceparent(String traceId, String spanId) {

  /** A version after 00 may say more, behind what this one says. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)(?!00-.{52}.)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})"
              + "-[0-9a-f]{2}(?:-.*)?");

  /** Reads a header; absent when there is none, or it is not one. */
  public static @Nullable Traceparent parse(@Nullable String header) {
    Matcher matcher = HEADER.matcher(header == null ? "" : header);
    return matcher.matches() ? new Traceparent(matcher.group(1), matcher.group(2)) : null;
  }

  /** As the header is written: of a trace that is recorded. */
  public String header() {
    return "00-" + traceId + "-" + spanId + "-01";
  }
}
