package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether everything that a router policy names is there.
 *
 * @param policy what is checked
 * @param file notes what is wrong
 */
record RouterCheck(RouterPolicy policy, PolicyFile file) {

  /**
   * Notes everything that is not.
   *
   * @param endpoints the kamelets there are
   * @param providers the sandbox providers there are
   */
  void check(List<Endpoint> endpoints, Set<String> providers) {
    requireUnique("class", "/classes", policy.classes().stream().map(each -> each.name()).toList());
    requireUnique("target", "/targets", policy.targets().stream().map(Target::name).toList());
    policy.residency().forEach(this::checkResidency);
    EndpointCheck sinks =
        new EndpointCheck(endpoints.stream().filter(each -> !each.moderates()).toList(), file);
    for (int i = 0; i < policy.targets().size(); i++) {
      Target target = policy.targets().get(i);
      String at = "/targets/" + i;
      requireKnown("provider", target.provider(), providers, at + "/provider");
      sinks.check(target.endpoint(), target.parameters(), at);
      checkRegion(target, at);
      checkNodes(target, at);
    }
  }

  private void requireUnique(String noun, String at, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        file.problem(
            at + "/" + i + "/name",
            CheckRule.DUPLICATE_NAME,
            noun + " '" + names.get(i) + "' is named twice; names are unique");
      }
    }
  }

  private void checkResidency(String tenant, Residency residency) {
    String at = "/residency/" + tenant;
    Set<String> regions =
        policy.clouds().values().stream().flatMap(List::stream).collect(Collectors.toSet());
    residency
        .clouds()
        .forEach(cloud -> requireKnown("cloud", cloud, policy.clouds().keySet(), at + "/clouds"));
    residency.regions().forEach(region -> requireKnown("region", region, regions, at + "/regions"));
  }

  private void checkRegion(Target target, String at) {
    List<String> regions = policy.clouds().get(target.cloud());
    if (regions == null) {
      requireKnown("cloud", target.cloud(), policy.clouds().keySet(), at + "/cloud");
    } else if (!regions.contains(target.region())) {
      file.problem(
          at + "/region",
          CheckRule.UNKNOWN_NAME,
          "region '"
              + target.region()
              + "' is not one of cloud '"
              + target.cloud()
              + "'; allowed: "
              + String.join(", ", regions));
    }
  }

  private void checkNodes(Target target, String at) {
    long ways =
        Stream.of(target.registered(), !target.nodes().isEmpty(), target.address() != null)
            .filter(given -> given)
            .count();
    if (ways > 1) {
      file.problem(
          at,
          CheckRule.SCHEMA,
          "target '"
              + target.name()
              + "' has its nodes from more than one place; allowed: one of registered, nodes,"
              + " address");
    }
  }

  private void requireKnown(String noun, String name, Set<String> allowed, String at) {
    if (!allowed.contains(name)) {
      file.unknown(at, noun, name, allowed);
    }
  }
}
