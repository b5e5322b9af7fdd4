package io.serai.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came.
 *
 * @param headers all values of each header, names in lower case
 * @param body its bytes, unchanged: they are what is signed
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention: bodies can be megabytes.
public record Delivery(Map<String, List<String>> headers, byte[] body) {

  /** Every header that one of the schemes reads. */
  public static final Set<String> HEADERS =
      Set.of(
          "x-hub-signature-256",
          "x-github-event",
          "x-gitlab-token",
          "stripe-signature",
          "x-slack-signature",
          "x-slack-request-timestamp",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MAX_DIGITS = 12;

  public Delivery {
    headers = Map.copyOf(headers);
  }

  /** A header that may come once; absent where it does not come. */
  public @Nullable String optional(String name) throws Unverified {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new Unverified("header '" + name + "' comes more than once; send it once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** A header that must come once. */
  String required(String name) throws Unverified {
    String value = optional(name);
    if (value == null) {
      throw new Unverified("header '" + name + "' is missing; it is required");
    }
    return value;
  }

  /** Refuses a stamp (seconds since 1970) that is not of the last or next five minutes. */
  static void requireFresh(String stamp, Instant now) throws Unverified {
    if (stamp.isEmpty()
        || stamp.length() > MAX_DIGITS
        || !stamp.chars().allMatch(each -> each >= '0' && each <= '9')) {
      throw new Unverified("timestamp is not one; allowed: seconds since 1970");
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), now).abs();
    if (age.compareTo(TOLERANCE) > 0) {
      throw new Unverified(
          "timestamp '" + stamp + "' is stale; allowed: within five minutes of the hub's clock");
    }
  }
}
