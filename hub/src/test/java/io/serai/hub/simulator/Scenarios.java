package io.serai.hub.simulator;

import io.serai.hub.simulator.Scenario.Disturbance;
import io.serai.hub.simulator.Scenario.Load;
import io.serai.hub.simulator.Scenario.Machines;
import io.serai.hub.simulator.Scenario.Warmth;
import java.util.List;

/** Scenarios for tests. */
final class Scenarios {

  private Scenarios() {}

  /** One node of the given places: Poisson arrivals, exponential work of 100 ms, no network. */
  static Scenario queue(int places, double utilisation, int jobs) {
    return new Scenario(
        new Machines(1, places, 0, List.of(new Cloud("here", 0, 1))),
        new Load(jobs, utilisation, List.of(new JobClass("all", 1, 0.1, 1))),
        Warmth.NONE,
        1,
        1,
        7,
        List.of());
  }

  /** A fleet in five clouds at a utilisation of 85 %. */
  static Scenario fleet(int nodes, int jobs, long seed, Disturbance... disturbances) {
    return new Scenario(
        new Machines(nodes, 4, 0.2, Cloud.ALL),
        new Load(jobs, 0.85, JobClass.MIX),
        Warmth.USUAL,
        4,
        2,
        seed,
        List.of(disturbances));
  }
}
