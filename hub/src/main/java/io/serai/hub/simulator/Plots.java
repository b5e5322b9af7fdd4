package io.serai.hub.simulator;

import io.serai.hub.simulator.Timeline.Sample;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws outcomes as SVG. */
final class Plots {

  /** Okabe and Ito's colours, which the colour-blind can tell apart; without the yellow. */
  private static final Color[] PALETTE = {
    new Color(0x999999),
    new Color(0xE69F00),
    new Color(0xD55E00),
    new Color(0x0072B2),
    new Color(0x56B4E9),
    new Color(0x009E73),
    new Color(0x000000),
    new Color(0xCC79A7)
  };

  private static final int POINTS = 60;
  private static final double LARGEST = 1e5;

  /** An axis that is logarithmic cannot show less. */
  private static final double SMALLEST_SECONDS = 1e-3;

  private final Path directory;
  private final Scenario scenario;

  Plots(Path directory, Scenario scenario) {
    this.directory = directory;
    this.scenario = scenario;
  }

  void draw(List<Outcome> outcomes, List<Outcome> sweep) throws IOException {
    save("latency", latency(outcomes));
    save(
        "stampede",
        overTime(
            "The busiest 1 % of the nodes",
            "jobs on a node, p99", outcomes, Sample::jobsOnNodeP99));
    if (!sweep.isEmpty()) {
      save("price", price(outcomes, sweep));
    }
    if (!scenario.disturbances().isEmpty()) {
      save(
          "disturbance-latency",
          overTime("Latency of the jobs answered", "p99, seconds", outcomes, Sample::p99Seconds));
      save(
          "disturbance-cost",
          overTime("Price of the runs ended", "USD a second", outcomes, Sample::dollars));
      for (Outcome outcome : outcomes) {
        save("disturbance-places-" + outcome.strategy(), places(outcome));
      }
    }
  }

  private XYChart latency(List<Outcome> outcomes) {
    XYChart chart =
        chart("Latency, arrival to result", "one job in so many …", "… takes longer than, seconds");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    for (Outcome outcome : outcomes) {
      double[] x = new double[POINTS];
      double[] y = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        x[i] = Math.pow(LARGEST, i / (POINTS - 1.0));
        y[i] = Math.max(SMALLEST_SECONDS, outcome.latency(100 - 100 / x[i]));
      }
      line(chart, outcome.strategy(), x, y);
    }
    return chart;
  }

  private XYChart overTime(
      String title, String unit, List<Outcome> outcomes, ToDoubleFunction<Sample> figure) {
    XYChart chart = chart(title, "seconds since the beginning", unit);
    chart.getStyler().setYAxisLogarithmic(true);
    for (Outcome outcome : outcomes) {
      List<Sample> samples = Thinned.of(outcome.timeline());
      samples = samples.stream().filter(each -> figure.applyAsDouble(each) > 0).toList();
      if (!samples.isEmpty()) {
        line(chart, outcome.strategy(), seconds(samples), values(samples, figure));
      }
    }
    return chart;
  }

  private XYChart places(Outcome outcome) {
    XYChart chart =
        chart("Places in use: " + outcome.strategy(), "seconds since the beginning", "share, %");
    List<Sample> samples = Thinned.of(outcome.timeline());
    for (int i = 0; i < scenario.machines().clouds().size(); i++) {
      int cloud = i;
      String name = scenario.machines().clouds().get(cloud).name();
      double[] shares = values(samples, each -> 100 * each.occupied().get(cloud));
      line(chart, name, seconds(samples), shares);
    }
    return chart;
  }

  private XYChart price(List<Outcome> outcomes, List<Outcome> sweep) {
    XYChart chart = chart("What a lower price costs", "USD for 1,000 jobs", "latency p99, seconds");
    chart.getStyler().setYAxisLogarithmic(true);
    XYSeries swept =
        line(
            chart,
            "weight of the price, "
                + sweep.get(0).strategy()
                + " to "
                + sweep.get(sweep.size() - 1).strategy(),
            sweep.stream().mapToDouble(Outcome::costPer1000).toArray(),
            sweep.stream().mapToDouble(each -> each.latency(99)).toArray());
    swept.setMarker(SeriesMarkers.CIRCLE);
    for (Outcome outcome : outcomes) {
      double[] x = {outcome.costPer1000()};
      double[] y = {outcome.latency(99)};
      line(chart, outcome.strategy(), x, y).setMarker(SeriesMarkers.DIAMOND);
    }
    return chart;
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(880)
            .height(480)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setSeriesColors(PALETTE)
        .setLegendPosition(LegendPosition.OutsideE)
        .setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(2));
    return series;
  }

  private void save(String name, XYChart chart) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, directory.resolve(name + ".svg").toString(), VectorGraphicsFormat.SVG);
  }

  private static double[] seconds(List<Sample> samples) {
    return values(samples, Sample::seconds);
  }

  private static double[] values(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).toArray();
  }
}
