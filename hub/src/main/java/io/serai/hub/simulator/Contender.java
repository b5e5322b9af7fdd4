package io.serai.hub.simulator;

import io.serai.policy.RouterPolicy;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * A strategy, and what nodes do for it when they are full.
 *
 * @param name what tables call it
 * @param admission whether full nodes refuse; else they queue
 * @param maker makes its part in each hub
 */
public record Contender(String name, boolean admission, Maker maker) {

  /** Makes the parts of a strategy. */
  @FunctionalInterface
  interface Maker {

    /** What gives each hub its part. */
    IntFunction<Strategy> make(Scenario scenario, Hardware hardware);
  }

  static Contender random() {
    return new Contender(
        "random",
        false,
        (scenario, hardware) -> hub -> new RandomChoice(hardware.nodes(), dice(scenario, hub)));
  }

  static Contender roundRobin() {
    return new Contender(
        "round-robin",
        false,
        (scenario, hardware) ->
            hub -> new RoundRobin(hardware.nodes(), hub * hardware.nodes() / scenario.hubs()));
  }

  static Contender leastLoaded() {
    return new Contender(
        "least-loaded",
        false,
        (scenario, hardware) -> hub -> new LeastLoaded(hardware.nodes(), dice(scenario, hub)));
  }

  static Contender allKnowing() {
    return new Contender(
        "all-knowing",
        false,
        (scenario, hardware) -> {
          Strategy shared = new AllKnowing(hardware.nodes(), dice(scenario, 0));
          return hub -> shared;
        });
  }

  /** A hub's own scheduler under a policy. */
  static Contender scheduled(String name, boolean admission, RouterPolicy policy) {
    return new Contender(
        name,
        admission,
        (scenario, hardware) -> hub -> new Scheduled(scenario, policy, dice(scenario, hub)));
  }

  Strategy[] strategies(Scenario scenario, Hardware hardware) {
    IntFunction<Strategy> each = maker.make(scenario, hardware);
    Strategy[] strategies = new Strategy[scenario.hubs()];
    for (int hub = 0; hub < strategies.length; hub++) {
      strategies[hub] = each.apply(hub);
    }
    return strategies;
  }

  static SplittableRandom dice(Scenario scenario, int hub) {
    return new SplittableRandom(scenario.seed() * 1_000_003 + hub + 1);
  }
}
