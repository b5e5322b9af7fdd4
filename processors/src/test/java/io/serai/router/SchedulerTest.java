package io.serai.router;

import static io.serai.router.FleetSamples.job;
import static io.serai.router.FleetSamples.prices;
import static io.serai.router.FleetSamples.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Exclusion;
import io.serai.fleet.NodeReport;
import io.serai.fleet.Occupancy;
import io.serai.job.Deferred;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Mode;
import io.serai.job.PlacementWish;
import io.serai.job.Refused;
import io.serai.policy.PriceList;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.JobClass;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import io.serai.policy.RouterPolicy.Weights;
import io.serai.policy.Routing;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The choice of a place, on a clock that the test moves. */
class SchedulerTest {

  private static final Grant GRANT = new Grant("r", Set.of("host"), Set.of("process"));
  private static final Weights FAST = new Weights(1, 0, 1, 0);
  private static final Weights CHEAP = new Weights(0.001, 1e6, 0, 0);

  private long now = TimeUnit.HOURS.toNanos(1);
  private final Fleet fleet = new Fleet(() -> now);
  private final SplittableRandom random = new SplittableRandom(7);
  private Map<String, Residency> residency = Map.of();
  private List<JobClass> classes = List.of();
  private final Scheduler scheduler = new Scheduler(FleetSamples.HERE, fleet, () -> random);
  private @Nullable Routing routing;

  @Test
  void sendsToTheEmptierOfTwoNodes() {
    report("a", "aws", 4, 3);
    report("b", "aws", 4, 0);

    assertThat(first(job())).isEqualTo("b");
  }

  @Test
  void countsWhatItSentSinceTheReport() {
    report("a", "aws", 4, 0);
    report("b", "aws", 4, 1);

    Choice choice = decide(job()).choices().get(0);
    choice.place().sent();
    choice.place().sent();

    assertThat(choice.placement().node()).isEqualTo("a");
    assertThat(first(job())).isEqualTo("b");
  }

  @Test
  void believesWhatCameWithAnAnswerUntilALaterReport() {
    report("a", "aws", 4, 0);
    Choice a = choice("a");
    a.place().sent();
    a.place().answered("default", 10, 10);
    a.place().told(new Occupancy(3, 4));
    report("b", "gcp", 4, 2);
    fleet.report(FleetSamples.report("a", "aws", NodeReport.State.READY, 4, 0, 7), now - 1);
    assertThat(first(job())).isEqualTo("b");

    now += TimeUnit.SECONDS.toNanos(1);
    report("a", "aws", 4, 0);
    assertThat(first(job())).isEqualTo("a");
  }

  @Test
  void countsItsOwnJobsOnceInWhatItIsTold() {
    report("a", "aws", 4, 0);
    report("b", "gcp", 4, 2);
    Choice a = choice("a");
    a.place().sent();
    a.place().sent();
    a.place().answered("default", 10, 10);
    a.place().told(new Occupancy(1, 4));
    assertThat(first(job())).isEqualTo("a");
  }

  @Test
  void countsAReportOnceHoweverOftenItIsHeard() {
    report("a", "aws", 4, 3);
    choice("a").place().sent();
    now += TimeUnit.MILLISECONDS.toNanos(2);
    report("a", "aws", 4, 3);

    assertThat(catchThrowableOfType(Deferred.class, () -> decide(job())))
        .hasMessageContaining("aws: 1 node, 1 full");
  }

  @Test
  void needsNoRestWhereItKnowsWhenThereIsRoom() {
    report("a", "aws", 2, 0);
    Choice a = choice("a");
    a.place().sent();
    a.place().sent();
    a.place().turnedAway();
    a.place().told(new Occupancy(2, 2));
    assertThat(catchThrowableOfType(Deferred.class, () -> decide(job())))
        .hasMessageContaining("aws: 1 node, 1 full");

    a.place().answered("default", 10, 10);
    a.place().told(new Occupancy(1, 2));
    assertThat(first(job())).isEqualTo("a");
  }

  @Test
  void leavesOutTheFullTheDrainingAndTheSilent() {
    report("full", "aws", 2, 2);
    fleet.report(FleetSamples.report("going", "aws", NodeReport.State.DRAINING, 2, 0, 8), now);
    report("gone", "gcp", 2, 0);
    now += TimeUnit.SECONDS.toNanos(4);
    report("full", "aws", 2, 2);
    fleet.report(FleetSamples.report("going", "aws", NodeReport.State.DRAINING, 2, 0, 8), now);

    Deferred deferred = catchThrowableOfType(Deferred.class, () -> decide(job()));

    assertThat(deferred.reason().code()).isEqualTo("no-capacity");
    assertThat(deferred)
        .hasMessage(
            "no target can take this job now; aws: 2 nodes, 1 full, 1 draining; gcp: 1 node, 1"
                + " silent");
  }

  @Test
  void letsAFailingNodeRestAndTriesItAgain() {
    report("a", "aws", 4, 0);
    Choice choice = decide(job()).choices().get(0);
    choice.place().sent();
    choice.place().failed();

    assertThat(catchThrowableOfType(Deferred.class, () -> decide(job())))
        .hasMessageContaining("aws: 1 node, 1 failing");

    now += TimeUnit.SECONDS.toNanos(1);
    assertThat(first(job())).isEqualTo("a");
  }

  @Test
  void avoidsANodeThatHasBecomeSlowAndComesBackInTime() {
    report("slow", "aws", 4, 0);
    report("quick", "gcp", 4, 1);
    for (int i = 0; i < 5; i++) {
      Choice slow = choice("slow");
      slow.place().sent();
      slow.place().answered("default", 3_100, 100);
    }
    assertThat(first(job())).isEqualTo("quick");

    now += TimeUnit.MINUTES.toNanos(2);
    report("slow", "aws", 4, 0);
    report("quick", "gcp", 4, 1);
    assertThat(first(job())).isEqualTo("slow");
  }

  @Test
  void prefersAWarmSandboxUntilItHasUsedItUp() {
    fleet.report(FleetSamples.report("cold", "aws", NodeReport.State.READY, 8, 0, 0), now);
    fleet.report(FleetSamples.report("warm", "gcp", NodeReport.State.READY, 8, 0, 1), now);

    Choice warm = decide(job()).choices().get(0);
    assertThat(warm.placement().node()).isEqualTo("warm");

    warm.place().sent();
    assertThat(first(job())).isEqualTo("cold");
  }

  @Test
  void weighsAClassByItsOwnWeights() {
    classes = List.of(new JobClass("batch", Set.of(), Map.of("class", "batch"), CHEAP));
    report("dear", "aws", 4, 0);
    report("cheap", "gcp", 4, 3);

    assertThat(first(job())).isEqualTo("dear");
    assertThat(first(job(PlacementWish.ANYWHERE, Map.of("class", "batch")))).isEqualTo("cheap");
  }

  @Test
  void keepsATenantWhereItsJobsMayBe() {
    residency = Map.of("t", new Residency(Set.of(), Set.of("gcp-1")));
    report("a", "aws", 4, 0);

    assertThat(decide(job(), true).excluded())
        .contains(new Exclusion("aws", "region 'aws-1' is not for tenant 't'", false));
  }

  @Test
  void refusesWhatMayCostTooMuchEverywhere() {
    report("a", "aws", 4, 0);
    report("g", "gcp", 4, 0);
    PlacementWish wish =
        new PlacementWish(List.of(), List.of(), null, null, Mode.ONE, new BigDecimal("0.0000001"));

    assertThat(catchThrowableOfType(Refused.class, () -> decide(job(wish, Map.of()))))
        .hasMessage(
            "no target can take this job; aws: may cost up to 0.002000000 USD; gcp: may cost up to"
                + " 0.001000000 USD");
  }

  @Test
  void drawsEveryNodeSoonerOrLater() {
    for (int i = 0; i < 12; i++) {
      report("n" + i, "aws", 4, 0);
    }
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      Decision decision = decide(job());
      assertThat(decision.choices()).hasSize(3).doesNotHaveDuplicates();
      decision.choices().forEach(each -> drawn.add(String.valueOf(each.placement().node())));
    }
    assertThat(drawn).hasSize(12);
  }

  @Test
  void findsTheOneFreeNodeAmongMany() {
    for (int i = 0; i < 400; i++) {
      report("n" + i, "aws", 4, i == 237 ? 0 : 4);
    }
    assertThat(first(job())).isEqualTo("n237");
  }

  private String first(Job job) {
    return String.valueOf(decide(job).choices().get(0).placement().node());
  }

  private Choice choice(String node) {
    return decide(job()).choices().stream()
        .filter(each -> node.equals(each.placement().node()))
        .findFirst()
        .orElseThrow();
  }

  private Decision decide(Job job) {
    return decide(job, false);
  }

  /** With the hub itself as a last resort, or without. */
  private Decision decide(Job job, boolean withHub) {
    if (routing == null) {
      PriceList prices =
          PriceList.of("USD", null, Map.of("default", prices("0.001"), "aws", prices("0.002")));
      routing = new Routing(policy(withHub), prices);
    }
    Decision decision = scheduler.decide(job, GRANT, routing);
    decision.requireChoice();
    return decision;
  }

  private RouterPolicy policy(boolean withHub) {
    List<Target> nodes = List.of(target("aws", true), target("gcp", true));
    return new RouterPolicy(
        Map.of(),
        FAST,
        3,
        1_000,
        classes,
        residency,
        withHub ? List.of(nodes.get(0), target("hub", false)) : nodes);
  }

  private void report(String name, String cloud, int capacity, int inFlight) {
    fleet.report(
        FleetSamples.report(name, cloud, NodeReport.State.READY, capacity, inFlight, 8), now);
  }
}
