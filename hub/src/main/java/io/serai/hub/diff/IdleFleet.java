package io.serai.hub.diff;

import io.serai.fleet.NodeReport;
import io.serai.fleet.Offer;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.Target;
import io.serai.router.Fleet;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fleet in which every target has a node that has all it offers warm and runs nothing: what the
 * router says of it is what its policy says, and not how full anything was.
 */
final class IdleFleet {

  private IdleFleet() {}

  /** The nodes that a policy's targets would have; the time stands still there. */
  static Fleet of(RouterPolicy policy) {
    Map<String, List<Target>> byNode = new LinkedHashMap<>();
    for (Target target : policy.targets()) {
      if (target.hasNodes()) {
        byNode.computeIfAbsent(name(target), unused -> new ArrayList<>()).add(target);
      }
    }
    Fleet fleet = new Fleet(() -> 0);
    byNode.forEach((name, targets) -> fleet.report(report(name, targets), 0));
    return fleet;
  }

  /** Targets whose nodes register share those of their region. */
  private static String name(Target target) {
    return target.nodes().isEmpty()
        ? target.cloud() + "/" + target.region()
        : target.nodes().get(0).toString();
  }

  private static NodeReport report(String name, List<Target> targets) {
    Target first = targets.get(0);
    URI address = first.nodes().isEmpty() ? URI.create("https://idle") : first.nodes().get(0);
    return new NodeReport(
        name,
        name,
        address,
        first.cloud(),
        first.region(),
        NodeReport.State.READY,
        1,
        0,
        targets.stream().flatMap(target -> offers(target).stream()).distinct().toList(),
        NodeReport.Latency.UNKNOWN,
        Instant.EPOCH);
  }

  private static List<Offer> offers(Target target) {
    List<Offer> offers = new ArrayList<>();
    target
        .images()
        .forEach(
            (language, images) ->
                images.forEach(
                    image -> offers.add(new Offer(target.provider(), image, language, 1))));
    return offers;
  }
}
