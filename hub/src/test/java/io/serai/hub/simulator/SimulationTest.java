package io.serai.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.hub.simulator.Scenario.Outage;
import io.serai.hub.simulator.Scenario.PriceChange;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  private static final Percentage FEW = Percentage.withPercentage(4);

  @ParameterizedTest
  @CsvSource({"1, 0.5", "1, 0.8", "2, 0.7", "4, 0.85"})
  void agreesWithErlangOnOneNode(int places, double utilisation) {
    Outcome outcome =
        Simulation.run(Scenarios.queue(places, utilisation, 1_000_000), Contender.random());

    double waiting = erlangC(places, utilisation) * 0.1 / (places * (1 - utilisation));
    assertThat(outcome.latencies().getMean() / 1e6).isCloseTo(waiting + 0.1, FEW);
    assertThat(outcome.utilisation()).isCloseTo(utilisation, FEW);
  }

  @Test
  void agreesWithTheLatenciesOfASingleServer() {
    Outcome outcome = Simulation.run(Scenarios.queue(1, 0.7, 1_000_000), Contender.random());

    // From arrival to result of M/M/1: exponential, with a mean of 0.1 / (1 - 0.7) seconds.
    assertThat(outcome.latency(50)).isCloseTo(Math.log(2) / 3, FEW);
    assertThat(outcome.latency(99)).isCloseTo(Math.log(100) / 3, Percentage.withPercentage(6));
  }

  @Test
  void answersEveryJobOnce() {
    for (Contender contender : baselines()) {
      Outcome outcome = Simulation.run(Scenarios.fleet(100, 20_000, 1), contender);
      assertThat(outcome.jobs()).as(contender.name()).isEqualTo(20_000);
      assertThat(outcome.lost()).isZero();
    }
  }

  @Test
  void answersEveryJobOnceThroughAnOutage() {
    for (Contender contender : baselines()) {
      for (double length : List.of(1.0, 2.5, 20.0)) {
        Scenario scenario =
            Scenarios.fleet(
                100, 20_000, 1, new Outage("gcp", 20, length), new Outage("aws", 60, 5));
        Outcome outcome = Simulation.run(scenario, contender);
        assertThat(outcome.jobs()).as(contender.name()).isEqualTo(20_000);
        assertThat(outcome.lost()).isPositive();
      }
    }
  }

  @Test
  void sendsNothingToACloudThatIsKnownToBeGone() {
    Scenario scenario = Scenarios.fleet(100, 20_000, 1, new Outage("gcp", 20, 30));

    Outcome outcome = Simulation.run(scenario, Contender.roundRobin());

    assertThat(outcome.timeline().get(18).occupied().get(2)).isPositive();
    assertThat(outcome.timeline().get(40).occupied().get(2)).isZero();
    assertThat(outcome.timeline().get(60).occupied().get(2)).isPositive();
    // What ran there, and what was sent before it was missed.
    assertThat(outcome.lost()).isBetween(40L, 400L);
  }

  @Test
  void billsByTheChangedPrice() {
    double usual =
        Simulation.run(Scenarios.fleet(100, 20_000, 1), Contender.random()).costPer1000();
    Scenario dearer = Scenarios.fleet(100, 20_000, 1, new PriceChange("on-demand", 3, 0));

    assertThat(Simulation.run(dearer, Contender.random()).costPer1000()).isGreaterThan(1.5 * usual);
  }

  @Test
  void repeatsItselfForASeedAndOnlyForIt() {
    for (Contender contender : baselines()) {
      Outcome first = Simulation.run(Scenarios.fleet(100, 20_000, 1), contender);
      Outcome same = Simulation.run(Scenarios.fleet(100, 20_000, 1), contender);
      Outcome other = Simulation.run(Scenarios.fleet(100, 20_000, 2), contender);
      assertThat(same.latencies()).as(contender.name()).isEqualTo(first.latencies());
      assertThat(same.costPer1000()).isEqualTo(first.costPer1000());
      assertThat(same.timeline()).isEqualTo(first.timeline());
      assertThat(other.latencies()).isNotEqualTo(first.latencies());
    }
  }

  @Test
  void drawsWorkOfTheSaidMeanAndVariation() {
    JobClass batch = new JobClass("batch", 1, 8, 2);
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    double squares = 0;
    int count = 1_000_000;
    for (int i = 0; i < count; i++) {
      double seconds = batch.drawMicros(random) / 1e6;
      sum += seconds;
      squares += seconds * seconds;
    }
    double mean = sum / count;
    assertThat(mean).isCloseTo(8, within(0.1));
    assertThat(squares / count / (mean * mean) - 1).isCloseTo(2, within(0.2));
  }

  private static List<Contender> baselines() {
    return List.of(
        Contender.random(),
        Contender.roundRobin(),
        Contender.leastLoaded(),
        Contender.allKnowing());
  }

  /** The share of arrivals that find all places taken. */
  private static double erlangC(int places, double utilisation) {
    double offered = places * utilisation;
    double term = 1;
    double sum = 0;
    for (int i = 0; i < places; i++) {
      sum += term;
      term *= offered / (i + 1);
    }
    double busy = term / (1 - utilisation);
    return busy / (sum + busy);
  }
}
