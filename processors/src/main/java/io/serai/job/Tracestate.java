package io.serai.job;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tracing systems pass on beside a span, as the header {@code tracestate} has it: members
 * {@code key=value}, each of one system. Serai has none of its own there, and hands on what came.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#tracestate-header">Trace Context, 3.3</a>
 */
final class Tracestate {

  /** As much as everybody is asked to pass on. */
  private static final int LONGEST = 512;

  private static final int MOST_MEMBERS = 32;

  private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");

  /** A value is printable ASCII without comma and equals sign, and does not end with a space. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
              + "=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

  private Tracestate() {}

  /**
   * Reads a header; absent when there is none, or it is not one: half of it would be no better. Of
   * an empty member, which is allowed, nothing is left.
   */
  static @Nullable String parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST) {
      return null;
    }
    Set<String> keys = new HashSet<>();
    StringBuilder members = new StringBuilder();
    for (String member : COMMA.split(header.strip(), -1)) {
      if (member.isEmpty()) {
        continue;
      }
      Matcher matcher = MEMBER.matcher(member);
      if (!matcher.matches() || !keys.add(matcher.group(1)) || keys.size() > MOST_MEMBERS) {
        return null;
      }
      members.append(members.isEmpty() ? "" : ",").append(member);
    }
    return members.isEmpty() ? null : members.toString();
  }
}
