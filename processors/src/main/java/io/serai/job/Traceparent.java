package io.serai.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The span that caused something, as the header {@code traceparent} names it.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param sampled whether its sender records that span, so that whoever records within it is found
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context</a>
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {

  private static final int HEX = 16;

  /** A version after 00 may say more, behind what this one says. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)(?!00-.{52}.)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})"
              + "-[0-9a-f]([0-9a-f])(?:-.*)?");

  /** Reads a header; absent when there is none, or it is not one. */
  public static @Nullable Traceparent parse(@Nullable String header) {
    Matcher matcher = HEADER.matcher(header == null ? "" : header);
    return matcher.matches()
        ? new Traceparent(matcher.group(1), matcher.group(2), isSampled(matcher.group(3)))
        : null;
  }

  /** Whether the lowest bit is set in the flags' last digit. */
  private static boolean isSampled(String digit) {
    return Character.digit(digit.charAt(0), HEX) % 2 == 1;
  }

  /** As the header is written. */
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
