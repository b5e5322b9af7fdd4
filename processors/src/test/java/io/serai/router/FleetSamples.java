package io.serai.router;

import io.serai.fleet.NodeReport;
import io.serai.fleet.Offer;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.policy.PriceList.Prices;
import io.serai.policy.RouterPolicy.Target;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Small targets, nodes and jobs to choose among. */
final class FleetSamples {

  /** A hub that can run everything and has no sessions. */
  static final TargetState HERE =
      new TargetState() {
        @Override
        public boolean ready(String provider, String image, Language language) {
          return true;
        }

        @Override
        public @Nullable String pinned(Job job) {
          return null;
        }
      };

  private FleetSamples() {}

  static Prices prices(String cpuSecond) {
    return new Prices(new BigDecimal(cpuSecond), BigDecimal.ZERO, BigDecimal.ZERO);
  }

  static Target target(String cloud, boolean registered) {
    return new Target(
        cloud,
        "kamelet:sandbox-node-sink",
        Map.of(),
        "process",
        cloud,
        cloud.equals("hub") ? "gcp-1" : cloud + "-1",
        Isolation.PROCESS,
        Map.of(Language.PYTHON, List.of("host")),
        4,
        0,
        0,
        400,
        registered,
        List.of(),
        null,
        "");
  }

  static NodeReport report(
      String name, String cloud, NodeReport.State state, int capacity, int inFlight, int warm) {
    return new NodeReport(
        name,
        "i1",
        URI.create("https://127.0.0.1:1/" + name),
        cloud,
        cloud + "-1",
        state,
        capacity,
        inFlight,
        List.of(new Offer("process", "host", Language.PYTHON, warm)),
        NodeReport.Latency.UNKNOWN,
        Instant.EPOCH);
  }

  static Job job() {
    return job(PlacementWish.ANYWHERE, Map.of());
  }

  static Job job(PlacementWish wish, Map<String, String> labels) {
    return new Job(
        new JobId(new UUID(0, 1)),
        null,
        false,
        false,
        "t",
        "code",
        Language.PYTHON,
        "1",
        null,
        List.of(),
        new Limits(1_000, 1_000, 1, 1, 1, 1, 1, 1),
        Network.NONE,
        wish,
        5,
        null,
        null,
        null,
        labels);
  }
}
