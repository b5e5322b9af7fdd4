package io.serai.job;

import java.util.List;

/**
 * What a job may reach over the network, through a proxy that lets nothing else through.
 *
 * @param destinations each by itself; none means no network but the sandbox's own loopback
 */
public record Network(List<Destination> destinations) {

  /** Nothing: the sandbox has no network but its own loopback. */
  public static final Network NONE = new Network(List.of());

  public Network {
    destinations = List.copyOf(destinations);
  }

  /** Whether there is nothing to reach. */
  public boolean isNone() {
    return destinations.isEmpty();
  }

  /** Whether a destination is among those that may be reached. */
  public boolean contains(Destination destination) {
    return destinations.contains(destination);
  }
}
