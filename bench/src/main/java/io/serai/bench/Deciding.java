package io.serai.bench;

import io.serai.fleet.Decision;
import io.serai.fleet.NodeReport;
import io.serai.fleet.Offer;
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
import io.serai.policy.Routing;
import io.serai.router.Fleet;
import io.serai.router.Scheduler;
import io.serai.router.TargetState;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler over many nodes in five clouds, some of them excluded: a third of those full, a third
 * draining, a third silent. And the plain way to choose among the same.
 */
final class Deciding {

  private static final List<String> CLOUDS = List.of("private", "aws", "gcp", "azure", "far");
  private static final long NOW = TimeUnit.HOURS.toNanos(1);
  private static final long SILENT = NOW - TimeUnit.SECONDS.toNanos(10);
  private static final int CAPACITY = 4;
  private static final Grant GRANT = new Grant("bench", Set.of("host"), Set.of("process"));
  private static final Limits LIMITS = new Limits(1_000, 1_000, 256, 1, 1, 1, 1, 1);

  private static final TargetState ELSEWHERE =
      new TargetState() {
        @Override
        public boolean ready(String provider, String image, Language language) {
          return false;
        }

        @Override
        public @Nullable String pinned(Job job) {
          return null;
        }
      };

  private final List<Known> known = new ArrayList<>();
  private final Routing routing = new Routing(policy(), pricing());
  private final Scheduler scheduler;
  private final Job job = job();

  private record Known(NodeReport report, long atNanos) {}

  /** So many nodes, of which a share is excluded. */
  Deciding(int nodes, int excludedPercent) {
    SplittableRandom random = new SplittableRandom(1);
    Fleet fleet = new Fleet(() -> NOW);
    for (int node = 0; node < nodes; node++) {
      // Spread over the clouds: each has the same share of them.
      boolean excluded = node / CLOUDS.size() % 100 < excludedPercent;
      Known each = node(node, excluded ? 1 + node % 3 : 0, random);
      known.add(each);
      fleet.report(each.report(), each.atNanos());
    }
    SplittableRandom dice = new SplittableRandom(2);
    scheduler = new Scheduler(ELSEWHERE, fleet, () -> dice);
  }

  /** As a hub does. */
  Decision decide() {
    return scheduler.decide(job, GRANT, routing);
  }

  /** The plain way: all that are fit, the least of them. */
  NodeReport decideNaively() {
    return known.stream()
        .filter(each -> NOW - each.atNanos() < TimeUnit.SECONDS.toNanos(3))
        .map(Known::report)
        .filter(report -> report.state() == NodeReport.State.READY)
        .filter(report -> report.inFlight() < report.capacity())
        .filter(report -> report.offers().stream().anyMatch(Deciding::suits))
        .min(Comparator.comparingDouble(this::score))
        .orElseThrow();
  }

  private double score(NodeReport report) {
    double price = routing.prices().expected(report.cloud(), 1_000, LIMITS.memoryMb());
    return 1000 * price + report.inFlight() / (double) report.capacity();
  }

  private static boolean suits(Offer offer) {
    return offer.language() == Language.PYTHON && offer.image().equals("host");
  }

  private static Known node(int number, int objection, SplittableRandom random) {
    String cloud = CLOUDS.get(number % CLOUDS.size());
    NodeReport report =
        new NodeReport(
            "node-" + number,
            "i",
            URI.create("https://127.0.0.1:1/" + number),
            cloud,
            cloud,
            objection == 2 ? NodeReport.State.DRAINING : NodeReport.State.READY,
            CAPACITY,
            objection == 1 ? CAPACITY : random.nextInt(CAPACITY),
            List.of(new Offer("process", "host", Language.PYTHON, 2)),
            NodeReport.Latency.UNKNOWN,
            Instant.EPOCH);
    return new Known(report, objection == 3 ? SILENT : NOW);
  }

  private static RouterPolicy policy() {
    Map<String, List<String>> regions =
        CLOUDS.stream().collect(Collectors.toMap(each -> each, List::of));
    return new RouterPolicy(
        regions,
        new Weights(1, 1000, 1, 0.2),
        3,
        1_000,
        List.of(),
        Map.of(),
        CLOUDS.stream().map(Deciding::target).toList());
  }

  private static Target target(String cloud) {
    return new Target(
        cloud,
        "kamelet:bench-sink",
        Map.of(),
        "process",
        cloud,
        cloud,
        Isolation.PROCESS,
        Map.of(Language.PYTHON, List.of("host")),
        CAPACITY,
        0,
        10,
        400,
        true,
        List.of(),
        null,
        "");
  }

  private static PriceList pricing() {
    Map<String, Prices> prices = new HashMap<>();
    BigDecimal price = new BigDecimal("0.00001");
    prices.put(PriceList.DEFAULT, new Prices(price, BigDecimal.ZERO, BigDecimal.ZERO));
    return PriceList.of("USD", null, prices);
  }

  private static Job job() {
    return new Job(
        new JobId(new UUID(0, 1)),
        null,
        false,
        false,
        "bench",
        "code",
        Language.PYTHON,
        "1",
        null,
        List.of(),
        LIMITS,
        Network.NONE,
        PlacementWish.ANYWHERE,
        5,
        null,
        null,
        null,
        Map.of());
  }
}
