package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.serai.job.Destination;

/**
 * Destinations that a job may ask to reach.
 *
 * @param destination the one that is covered
 * @param below whether names below its host are covered instead of itself
 */
public record DestinationRule(Destination destination, boolean below) {

  private static final String BELOW = "*.";

  /** Reads {@code host:port}, or {@code *.host:port} for all names below a host. */
  @JsonCreator
  public static DestinationRule of(String text) {
    boolean below = text.startsWith(BELOW);
    return new DestinationRule(
        Destination.of(below ? text.substring(BELOW.length()) : text), below);
  }

  /** Whether it covers a destination. */
  public boolean covers(Destination asked) {
    return below
        ? asked.port() == destination.port() && asked.host().endsWith("." + destination.host())
        : asked.equals(destination);
  }

  @JsonValue
  @Override
  public String toString() {
    return (below ? BELOW : "") + destination;
  }
}
