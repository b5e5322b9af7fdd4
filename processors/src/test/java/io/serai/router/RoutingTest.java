package io.serai.router;

import static io.serai.router.FleetSamples.job;
import static io.serai.router.FleetSamples.prices;
import static io.serai.router.FleetSamples.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Decision;
import io.serai.fleet.Exclusion;
import io.serai.fleet.NodeReport;
import io.serai.job.Grant;
import io.serai.policy.PriceList;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import io.serai.policy.RouterPolicy.Weights;
import io.serai.policy.Routing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A job that is routed by one policy while another is in force. */
class RoutingTest {

  private static final long NOW = 1_000_000_000_000L;
  private static final Grant GRANT = new Grant("r", Set.of("host"), Set.of("process"));
  private static final PriceList PRICES =
      PriceList.of("USD", null, Map.of("default", prices("0.001")));
  private static final Target AWS = target("aws", true);
  private static final Target GCP = target("gcp", true);

  private final Fleet fleet = new Fleet(() -> NOW);

  @Test
  void choosesAmongItsOwnTargetsAsFarAsTheyAreThere() {
    Decision decision =
        decide(routing(Map.of(), AWS, target("moon", true)), routing(Map.of(), AWS, GCP));

    assertThat(decision.choices()).extracting(each -> each.placement().node()).containsOnly("a");
    assertThat(decision.excluded())
        .containsExactly(new Exclusion("moon", "is not in policies/router.yaml any more", false));
  }

  @Test
  void isBoundByTheResidencyOfNow() {
    Map<String, Residency> residency = Map.of("t", new Residency(Set.of(), Set.of("gcp-1")));

    Decision decision = decide(routing(Map.of(), AWS, GCP), routing(residency, AWS, GCP));

    assertThat(decision.choices()).extracting(each -> each.placement().node()).containsOnly("g");
    assertThat(decision.excluded())
        .containsExactly(new Exclusion("aws", "region 'aws-1' is not for tenant 't'", false));
  }

  private Decision decide(Routing before, Routing inForce) {
    fleet.report(FleetSamples.report("a", "aws", NodeReport.State.READY, 4, 0, 8), NOW);
    fleet.report(FleetSamples.report("g", "gcp", NodeReport.State.READY, 4, 0, 8), NOW);
    Scheduler scheduler = new Scheduler(FleetSamples.HERE, fleet, () -> new SplittableRandom(1));
    return scheduler.decide(job(), GRANT, new Routing(before.router(), before.prices(), inForce));
  }

  private static Routing routing(Map<String, Residency> residency, Target... targets) {
    return new Routing(
        new RouterPolicy(
            Map.of(), new Weights(1, 0, 1, 0), 3, 1_000, List.of(), residency, List.of(targets)),
        PRICES);
  }
}
