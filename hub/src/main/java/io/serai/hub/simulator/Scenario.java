package io.serai.hub.simulator;

import java.util.List;

/**
 * What is simulated, for every strategy alike.
 *
 * @param machines the fleet
 * @param load what it is given to do
 * @param warmth what a sandbox costs that is not ready
 * @param hubs how many hubs share the load
 * @param reportSeconds from one report of a node to its next
 * @param seed of everything that is drawn
 * @param disturbances what happens to it
 */
public record Scenario(
    Machines machines,
    Load load,
    Warmth warmth,
    int hubs,
    double reportSeconds,
    long seed,
    List<Disturbance> disturbances) {

  public Scenario {
    disturbances = List.copyOf(disturbances);
    // Rarer reports and a hub takes a node for silent, rarely enough and it never stops to.
    Range.require("report-seconds", reportSeconds, 0.1, 2.5);
    Range.require("hubs", hubs, 1, 100);
    disturbances.forEach(each -> requireCloud(each.cloud(), machines.clouds()));
  }

  private static void requireCloud(String name, List<Cloud> clouds) {
    List<String> names = clouds.stream().map(Cloud::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "cloud '" + name + "' is not in this fleet; it has " + String.join(", ", names));
    }
  }

  /**
   * The fleet; nodes are dealt to the clouds in turn.
   *
   * @param nodes how many
   * @param capacity jobs that a node runs at once
   * @param speedSpread speeds are even between 1 less this and 1 more
   * @param clouds where the nodes are
   */
  public record Machines(int nodes, int capacity, double speedSpread, List<Cloud> clouds) {

    /** A fifth slower and a fifth faster than the mean. */
    public static final double USUAL_SPREAD = 0.2;

    public Machines {
      Range.require("nodes", nodes, clouds.size(), 100_000);
      Range.require("capacity", capacity, 1, 1000);
      clouds = List.copyOf(clouds);
    }
  }

  /**
   * The jobs.
   *
   * @param jobs how many
   * @param utilisation of the whole fleet, 0 to 1, that their rate is chosen for
   * @param classes what they are like
   */
  public record Load(int jobs, double utilisation, List<JobClass> classes) {

    public Load {
      Range.require("jobs", jobs, 1, 100_000_000);
      Range.require("utilisation", utilisation, 0.01, 2);
      classes = List.copyOf(classes);
    }

    double meanSeconds() {
      return classes.stream().mapToDouble(each -> each.share() * each.meanSeconds()).sum();
    }
  }

  /**
   * Images, and what it costs to run one that has no sandbox waiting.
   *
   * @param images their shares of the jobs, most wanted first
   * @param alwaysWarm of how many a node always has sandboxes waiting
   * @param keepSeconds how long it keeps those of the others after their last job
   * @param coldStartMs what a job waits for one that is not there
   */
  public record Warmth(
      List<Double> images, int alwaysWarm, double keepSeconds, double coldStartMs) {

    /** Of two images everywhere, of two more where they were asked for in the last minute. */
    public static final Warmth USUAL = new Warmth(List.of(0.6, 0.25, 0.1, 0.05), 2, 60, 400);

    /** No cold starts. */
    public static final Warmth NONE = new Warmth(List.of(1.0), 1, 0, 0);

    public Warmth {
      images = List.copyOf(images);
    }
  }

  /** What happens to a cloud during the run. */
  public sealed interface Disturbance {

    /** The cloud. */
    String cloud();

    /** Seconds after the beginning. */
    double atSeconds();
  }

  /**
   * All nodes of a cloud stop at once and forget what they ran.
   *
   * @param cloud the cloud
   * @param atSeconds when
   * @param forSeconds how long
   */
  public record Outage(String cloud, double atSeconds, double forSeconds) implements Disturbance {}

  /**
   * A cloud's price is multiplied.
   *
   * @param cloud the cloud
   * @param factor by what
   * @param atSeconds when
   */
  public record PriceChange(String cloud, double factor, double atSeconds) implements Disturbance {}

  /** The same with a part of the jobs. */
  public Scenario shorter(int divisor) {
    Load part = new Load(Math.max(1, load.jobs() / divisor), load.utilisation(), load.classes());
    return new Scenario(machines, part, warmth, hubs, reportSeconds, seed, disturbances);
  }

  long reportMicros() {
    return Math.round(reportSeconds * 1e6);
  }
}
