package io.serai.hub.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How a simulation stands, second by second. */
final class Timeline {

  private static final double SHARE = 0.99;

  private final Hardware hardware;
  private final int[] jobs;
  private final Histogram latencies = new Histogram(2);
  private final List<Sample> samples = new ArrayList<>();
  private double spent;

  Timeline(Hardware hardware) {
    this.hardware = hardware;
    jobs = new int[hardware.nodes()];
  }

  void spent(double price) {
    spent += price;
  }

  void answered(long latency) {
    latencies.recordValue(latency);
  }

  void sample(Nodes nodes, int waitingInHubs, int[] runningByCloud, long now) {
    int waiting = 0;
    for (int node = 0; node < jobs.length; node++) {
      jobs[node] = nodes.jobs(node);
      waiting += nodes.waiting(node);
    }
    Arrays.sort(jobs);
    samples.add(
        new Sample(
            now / 1e6,
            jobs[(int) Math.ceil(SHARE * jobs.length) - 1],
            jobs[jobs.length - 1],
            waiting + waitingInHubs,
            latencies.getTotalCount(),
            latencies.getValueAtPercentile(50) / 1e6,
            latencies.getValueAtPercentile(100 * SHARE) / 1e6,
            spent,
            shares(runningByCloud)));
    latencies.reset();
    spent = 0;
  }

  List<Sample> samples() {
    return samples;
  }

  /**
   * One second.
   *
   * @param seconds since the beginning, at its end
   * @param jobsOnNodeP99 jobs that 99 % of the nodes do not exceed, running and waiting
   * @param jobsOnNodeMax of the node with the most
   * @param waiting jobs that wait, on nodes and in hubs
   * @param answered jobs answered in it
   * @param p50Seconds median latency of those
   * @param p99Seconds the latency that 99 % of those do not exceed
   * @param dollars the price of the runs that ended in it
   * @param occupied the share of places in use, by cloud
   */
  public record Sample(
      double seconds,
      int jobsOnNodeP99,
      int jobsOnNodeMax,
      int waiting,
      long answered,
      double p50Seconds,
      double p99Seconds,
      double dollars,
      List<Double> occupied) {

    public Sample {
      occupied = List.copyOf(occupied);
    }
  }

  private List<Double> shares(int[] runningByCloud) {
    int[] places = new int[runningByCloud.length];
    for (int node = 0; node < hardware.nodes(); node++) {
      places[hardware.cloud(node)] += hardware.capacity();
    }
    List<Double> shares = new ArrayList<>();
    for (int cloud = 0; cloud < places.length; cloud++) {
      shares.add(runningByCloud[cloud] / (double) Math.max(1, places[cloud]));
    }
    return shares;
  }
}
