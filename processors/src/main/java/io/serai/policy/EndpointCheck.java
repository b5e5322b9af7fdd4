package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the endpoints that a policy names are there, and know what they are given.
 *
 * @param allowed those it may name
 * @param file notes what is wrong
 */
record EndpointCheck(List<Endpoint> allowed, PolicyFile file) {

  /** Notes everything that is wrong with the endpoint named at a place of the file. */
  void check(String named, Map<String, String> parameters, String at) {
    Optional<Endpoint> endpoint =
        allowed.stream().filter(each -> each.name().equals(named)).findFirst();
    if (endpoint.isEmpty()) {
      Set<String> names = allowed.stream().map(Endpoint::name).collect(Collectors.toSet());
      file.problem(
          at + "/endpoint", CheckRule.UNKNOWN_KAMELET, Names.unknown("endpoint", named, names));
      return;
    }
    Set<String> known = endpoint.get().parameters();
    for (String name : new TreeSet<>(parameters.keySet())) {
      if (!known.contains(name)) {
        file.problem(
            at + "/parameters/" + name,
            CheckRule.UNKNOWN_KAMELET_PROPERTY,
            Names.unknown("parameter", name, known));
      }
    }
    for (String name : new TreeSet<>(endpoint.get().required())) {
      if (!parameters.containsKey(name)) {
        file.problem(
            at + "/endpoint",
            CheckRule.MISSING_KAMELET_PROPERTY,
            "endpoint '" + named + "' lacks parameter '" + name + "'; it is required");
      }
    }
  }
}
