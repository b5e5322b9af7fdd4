package io.serai.hub.simulator;

import io.serai.policy.RouterPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The strategies that can be compared, by name. */
public final class Contenders {

  /** What a sweep sets the weight of the price to, in seconds for one currency unit. */
  private static final double[] SWEEP = {0, 1e3, 1e4, 3e4, 1e5, 1e6};

  private final Map<String, Contender> byName = new LinkedHashMap<>();
  private final RouterPolicy policy;

  /**
   * The usual load balancers, the policy as it is, the same over nodes that queue, the same with
   * another weight of the price, and one that knows what no hub can.
   */
  public Contenders(RouterPolicy policy, double priceWeight) {
    this.policy = policy;
    add(Contender.random());
    add(Contender.roundRobin());
    add(Contender.leastLoaded());
    add(Contender.scheduled("serai", true, policy));
    add(Contender.scheduled("serai-queueing", false, policy));
    add(Contender.scheduled("serai-cheap", true, TriedPolicy.priced(policy, priceWeight)));
    add(Contender.allKnowing());
  }

  /**
   * Those of the given names; all for none.
   *
   * @throws IllegalArgumentException when there is no such strategy
   */
  public List<Contender> named(List<String> names) {
    List<Contender> named = new ArrayList<>();
    for (String name : names.isEmpty() ? List.copyOf(byName.keySet()) : names) {
      Contender contender = byName.get(name);
      if (contender == null) {
        throw new IllegalArgumentException(
            "strategy '%s' is unknown; allowed: %s"
                .formatted(name, String.join(", ", byName.keySet())));
      }
      named.add(contender);
    }
    return named;
  }

  /** The policy with one weight of the price after the other, named by it. */
  public List<Contender> sweep() {
    List<Contender> sweep = new ArrayList<>();
    for (double weight : SWEEP) {
      String name = Long.toString(Math.round(weight));
      sweep.add(Contender.scheduled(name, true, TriedPolicy.priced(policy, weight)));
    }
    return sweep;
  }

  private void add(Contender contender) {
    byName.put(contender.name(), contender);
  }
}
