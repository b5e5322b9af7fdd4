package io.serai.hub.simulator;

import io.serai.job.Grant;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.policy.PriceList;
import io.serai.policy.PriceList.Prices;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.Target;
import io.serai.policy.RouterPolicy.Weights;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The policy that is tried, with the simulated clouds as its targets and the simulated jobs in its
 * classes.
 */
final class TriedPolicy {

  static final String PROVIDER = "process";
  static final String REGION = "simulated";

  /** A job holds no memory that is paid for apart: a place has one price. */
  private static final Limits LIMITS = new Limits(60_000, 60_000, 1, 1, 1, 1, 1, 1);

  private final RouterPolicy tried;
  private final Scenario scenario;

  TriedPolicy(RouterPolicy tried, Scenario scenario) {
    this.tried = tried;
    this.scenario = scenario;
  }

  static String image(int number) {
    return "image-" + number;
  }

  RouterPolicy router() {
    List<Cloud> clouds = scenario.machines().clouds();
    return new RouterPolicy(
        clouds.stream().collect(Collectors.toMap(Cloud::name, each -> List.of(REGION))),
        tried.weights(),
        tried.choices(),
        tried.patienceMs(),
        tried.classes(),
        Map.of(),
        clouds.stream().map(this::target).toList());
  }

  /** The prices, each multiplied. */
  PriceList pricing(double[] factors) {
    Map<String, Prices> prices = new HashMap<>();
    prices.put(PriceList.DEFAULT, perHour(0));
    for (int cloud = 0; cloud < factors.length; cloud++) {
      Cloud each = scenario.machines().clouds().get(cloud);
      prices.put(each.name(), perHour(each.pricePerHour() * factors[cloud]));
    }
    return PriceList.of("USD", null, prices);
  }

  Grant grant() {
    Set<String> images =
        IntStream.range(0, scenario.warmth().images().size())
            .mapToObj(TriedPolicy::image)
            .collect(Collectors.toSet());
    return new Grant("simulated", images, Set.of(PROVIDER));
  }

  /** One job of each class in each image, by their numbers. */
  List<List<Job>> jobs() {
    List<List<Job>> jobs = new ArrayList<>();
    for (JobClass jobClass : scenario.load().classes()) {
      List<Job> ofClass = new ArrayList<>();
      for (int image = 0; image < scenario.warmth().images().size(); image++) {
        ofClass.add(job(jobClass.name(), image(image)));
      }
      jobs.add(ofClass);
    }
    return jobs;
  }

  /** The same policy, with another weight of the price, for all classes. */
  static RouterPolicy priced(RouterPolicy policy, double weight) {
    return new RouterPolicy(
        policy.clouds(),
        priced(policy.weights(), weight),
        policy.choices(),
        policy.patienceMs(),
        policy.classes().stream()
            .map(
                each ->
                    new RouterPolicy.JobClass(
                        each.name(), each.tenants(), each.labels(), priced(each.weights(), weight)))
            .toList(),
        policy.residency(),
        policy.targets());
  }

  private static Weights priced(Weights weights, double weight) {
    return new Weights(weights.latency(), weight, weights.load(), weights.preference());
  }

  private Target target(Cloud cloud) {
    return new Target(
        cloud.name(),
        "kamelet:simulated-sink",
        Map.of(),
        PROVIDER,
        cloud.name(),
        REGION,
        Isolation.PROCESS,
        Map.of(Language.PYTHON, List.copyOf(grant().images())),
        scenario.machines().capacity(),
        preference(cloud),
        cloud.roundTripMs(),
        scenario.warmth().coldStartMs(),
        true,
        List.of(),
        null,
        "");
  }

  /** As the policy has it for a target with nodes in that cloud; else none. */
  private double preference(Cloud cloud) {
    return tried.targets().stream()
        .filter(each -> each.hasNodes() && each.cloud().equals(cloud.name()))
        .mapToDouble(Target::preference)
        .findFirst()
        .orElse(0);
  }

  private static Prices perHour(double price) {
    return new Prices(BigDecimal.valueOf(price / 3600), BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static Job job(String jobClass, String image) {
    return new Job(
        new JobId(new UUID(0, 1)),
        null,
        true,
        false,
        "simulated",
        "code",
        Language.PYTHON,
        "",
        null,
        List.of(),
        LIMITS,
        Network.NONE,
        new PlacementWish(List.of(), List.of(), null, image, PlacementWish.ANYWHERE.mode(), null),
        5,
        null,
        null,
        null,
        Map.of("class", jobClass));
  }
}
