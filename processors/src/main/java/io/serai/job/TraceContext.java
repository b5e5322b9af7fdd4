package io.serai.job;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The span that caused something, as the headers {@code traceparent} and {@code tracestate} name
 * it.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param sampled whether its sender records that span, so that whoever records within it is found
 * @param state what tracing systems pass on beside it, the header {@code tracestate}; absent for
 *     nothing
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public record TraceContext(String traceId, String spanId, boolean sampled, @Nullable String state) {

  /** The header that names the span. */
  public static final String TRACEPARENT = "traceparent";

  /** The header that is passed on beside it. */
  public static final String TRACESTATE = "tracestate";

  private static final int HEX = 16;

  /** A version after 00 may say more, behind what this one says. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)(?!00-.{52}.)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})"
              + "-[0-9a-f]([0-9a-f])(?:-.*)?");

  /**
   * Reads both headers; absent when there is no {@code traceparent}, or it is not one. A {@code
   * tracestate} that is not one is as good as none.
   */
  public static @Nullable TraceContext parse(
      @Nullable String traceparent, @Nullable String tracestate) {
    Matcher matcher = HEADER.matcher(traceparent == null ? "" : traceparent);
    return matcher.matches()
        ? new TraceContext(
            matcher.group(1),
            matcher.group(2),
            isSampled(matcher.group(3)),
            Tracestate.parse(tracestate))
        : null;
  }

  /** Whether the lowest bit is set in the flags' last digit. */
  private static boolean isSampled(String digit) {
    return Character.digit(digit.charAt(0), HEX) % 2 == 1;
  }

  /** As the headers are written, by their names. */
  public Map<String, String> headers() {
    String traceparent = "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    return state == null
        ? Map.of(TRACEPARENT, traceparent)
        : Map.of(TRACEPARENT, traceparent, TRACESTATE, state);
  }
}
