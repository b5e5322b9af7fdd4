package io.serai.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.simulator.Scenario.Outage;
import io.serai.policy.RouterPolicy;
import io.serai.policy.TrialPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the scheduler of hubs is for, on a fleet of 200 nodes: as ratios to what is usual. */
class SchedulerGoalsTest {

  private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

  @BeforeAll
  static void simulate() throws Exception {
    Contenders contenders = new Contenders(policy(), 1e6);
    List<String> compared =
        List.of(
            "round-robin", "least-loaded", "serai", "serai-queueing", "serai-cheap", "all-knowing");
    Contest.run(Scenarios.fleet(200, 100_000, 1), contenders.named(compared))
        .forEach(each -> OUTCOMES.put(each.strategy(), each));
  }

  @Test
  void answersTheSlowestTwiceAsFastAsRoundRobin() {
    assertThat(of("round-robin").latency(99) / of("serai").latency(99)).isGreaterThan(2);
  }

  @Test
  void answersTheSlowestFasterByHalfThanLeastLoaded() {
    assertThat(of("least-loaded").latency(99) / of("serai").latency(99)).isGreaterThan(1.5);
  }

  @Test
  void costsNoMoreThanTheyDo() {
    assertThat(of("serai").costPer1000() / of("round-robin").costPer1000()).isLessThan(1.05);
    assertThat(of("serai").costPer1000() / of("least-loaded").costPer1000()).isLessThan(1.05);
  }

  @Test
  void savesAFifthOfTheCostWhenThePriceCounts() throws Exception {
    Contenders contenders = new Contenders(policy(), 1e6);
    // In 200 nodes there are too few of each cloud: a free place of a cheap one is found too
    // seldom.
    List<Outcome> outcomes =
        Contest.run(
            Scenarios.fleet(500, 100_000, 1), contenders.named(List.of("serai", "serai-cheap")));
    Outcome cheap = outcomes.get(1);
    assertThat(cheap.costPer1000() / outcomes.get(0).costPer1000()).isLessThan(0.8);
    assertThat(cheap.latency(99) / outcomes.get(0).latency(99)).isLessThan(1.05);
  }

  @Test
  void seldomSendsToAFullNode() {
    assertThat(of("serai").refused()).isLessThan(of("serai").jobs() * 15 / 100);
    assertThat(of("serai-cheap").refused()).isLessThan(of("serai").jobs() * 30 / 100);
  }

  @Test
  void isNearlyAsGoodAsKnowingEverything() {
    assertThat(of("serai").latency(99) / of("all-knowing").latency(99)).isLessThan(1.1);
  }

  @Test
  void sendsNoStampede() {
    assertThat(of("least-loaded").bursts().index() / of("serai").bursts().index()).isGreaterThan(2);
    assertThat(of("serai").longestQueue()).isZero();
    assertThat(of("serai-queueing").longestQueue()).isLessThan(40);
    assertThat(of("round-robin").longestQueue()).isGreaterThan(60);
  }

  @Test
  void answersEveryJobOnceThroughAnOutage() throws Exception {
    Scenario scenario = Scenarios.fleet(100, 20_000, 3, new Outage("aws", 20, 15));
    Contenders contenders = new Contenders(policy(), 1e6);

    for (String name : List.of("serai", "serai-queueing")) {
      Contender contender = contenders.named(List.of(name)).get(0);
      Outcome outcome = Simulation.run(scenario, contender);
      assertThat(outcome.jobs()).isEqualTo(20_000);
      assertThat(outcome.lost()).isPositive();
      Outcome again = Simulation.run(scenario, contender);
      assertThat(again.latencies()).isEqualTo(outcome.latencies());
      assertThat(again.timeline()).isEqualTo(outcome.timeline());
    }
  }

  private static Outcome of(String strategy) {
    return Objects.requireNonNull(OUTCOMES.get(strategy));
  }

  private static RouterPolicy policy() throws Exception {
    Path policies = Path.of(System.getProperty("serai.home"), "policies");
    return TrialPolicy.router(policies.resolve("router.yaml"), policies);
  }
}
