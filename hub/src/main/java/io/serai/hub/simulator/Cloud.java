package io.serai.hub.simulator;

import java.util.List;

/**
 * A cloud of the simulated fleet.
 *
 * @param name by which policies and options know it
 * @param roundTripMs from a hub to one of its nodes and back
 * @param pricePerHour of one place on a node, in US dollars, while a job runs on it
 */
public record Cloud(String name, double roundTripMs, double pricePerHour) {

  /** The clouds to choose from; a fleet of n clouds takes the first n. */
  public static final List<Cloud> ALL =
      List.of(
          new Cloud("private", 1, 0.005),
          new Cloud("aws", 8, 0.040),
          new Cloud("gcp", 15, 0.037),
          new Cloud("azure", 30, 0.043),
          new Cloud("on-demand", 60, 0.120));

  long oneWayMicros() {
    return Math.round(roundTripMs * 1000 / 2);
  }

  double pricePerMicro() {
    return pricePerHour / 3600 / 1e6;
  }
}
