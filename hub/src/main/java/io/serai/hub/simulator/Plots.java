package io.serai.hub.simulator;

import io.serai.hub.simulator.Timeline.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.ValueAxis;

/** Draws outcomes. */
final class Plots {

  private static final String TIME = "seconds since the beginning";
  private static final int POINTS = 60;
  private static final double LARGEST = 1e5;

  /** An axis that is logarithmic cannot show nothing. */
  private static final double SMALLEST_SECONDS = 1e-3;

  private final Path directory;
  private final Scenario scenario;

  Plots(Path directory, Scenario scenario) {
    this.directory = directory;
    this.scenario = scenario;
  }

  void draw(List<Outcome> outcomes, List<Outcome> sweep) throws IOException {
    save("latency", latency(outcomes));
    String busiest = "The busiest 1 % of the nodes";
    save(
        "stampede",
        overTime(
            busiest, Plot.logarithmic("jobs on a node, p99"), outcomes, Sample::jobsOnNodeP99));
    if (!sweep.isEmpty()) {
      save("price", price(sweep));
    }
    if (!scenario.disturbances().isEmpty()) {
      drawDisturbances(outcomes);
    }
  }

  private void drawDisturbances(List<Outcome> outcomes) throws IOException {
    String latency = "Latency of the jobs answered";
    String cost = "Price of the runs ended";
    save(
        "disturbance-latency",
        overTime(latency, Plot.linear("p99, seconds"), outcomes, Sample::p99Seconds));
    save(
        "disturbance-cost", overTime(cost, Plot.linear("USD a second"), outcomes, Sample::dollars));
    for (Outcome outcome : outcomes) {
      save("disturbance-places-" + outcome.strategy(), places(outcome));
    }
  }

  private static Plot latency(List<Outcome> outcomes) {
    Plot plot =
        new Plot(
            "Latency, arrival to result",
            Plot.logarithmic("one job in so many …"),
            Plot.logarithmic("… takes longer than, seconds"));
    for (Outcome outcome : outcomes) {
      double[] x = new double[POINTS];
      double[] y = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        x[i] = Math.pow(LARGEST, i / (POINTS - 1.0));
        y[i] = Math.max(SMALLEST_SECONDS, outcome.latency(100 - 100 / x[i]));
      }
      plot.line(outcome.strategy(), x, y);
    }
    return plot;
  }

  private static Plot overTime(
      String title, ValueAxis unit, List<Outcome> outcomes, ToDoubleFunction<Sample> figure) {
    Plot plot = new Plot(title, Plot.linear(TIME), unit);
    for (Outcome outcome : outcomes) {
      List<Sample> samples =
          Thinned.of(outcome.timeline()).stream()
              .filter(each -> figure.applyAsDouble(each) > 0)
              .toList();
      double[] seconds = values(samples, Sample::seconds);
      plot.line(outcome.strategy(), seconds, values(samples, figure));
    }
    return plot;
  }

  private Plot places(Outcome outcome) {
    Plot plot =
        new Plot(
            "Places in use: " + outcome.strategy(), Plot.linear(TIME), Plot.linear("share, %"));
    List<Sample> samples = Thinned.of(outcome.timeline());
    for (int i = 0; i < scenario.machines().clouds().size(); i++) {
      int cloud = i;
      String name = scenario.machines().clouds().get(cloud).name();
      double[] shares = values(samples, each -> 100 * each.occupied().get(cloud));
      plot.line(name, values(samples, Sample::seconds), shares);
    }
    return plot;
  }

  private static Plot price(List<Outcome> sweep) {
    Plot plot =
        new Plot(
            "Price against latency, by the weight of the price",
            Plot.near("USD for 1,000 jobs"),
            Plot.linear("latency p99, seconds"));
    for (Outcome outcome : sweep) {
      double[] cost = {outcome.costPer1000()};
      double[] latency = {outcome.latency(99)};
      plot.line("weight " + outcome.strategy(), cost, latency);
    }
    return plot;
  }

  private void save(String name, Plot plot) throws IOException {
    plot.save(directory.resolve(name + ".svg"));
  }

  private static double[] values(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).toArray();
  }
}
