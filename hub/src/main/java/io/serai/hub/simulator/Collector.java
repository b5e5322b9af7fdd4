package io.serai.hub.simulator;

import io.serai.hub.simulator.Strategy.Ending;
import java.util.Arrays;
import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** Writes down what happens in one simulation. */
final class Collector {

  /** Of the jobs, those of the beginning, when the fleet is still filling up. */
  private static final double WARM_UP = 0.05;

  private final Hardware hardware;
  private final Runs runs;
  private final int jobs;
  private final BitSet finished;
  private final Histogram latencies = new Histogram(3);
  private final Histogram waits = new Histogram(3);
  private final Bursts bursts;
  private final Timeline timeline;
  private final double[] pricePerMicro;
  private final long[] jobsByCloud;
  private final int[] runningByCloud;
  private double cost;
  private int count;
  private long refused;
  private long lost;
  private int longestQueue;
  private int running;
  private long changedAt;
  private double busyMicros;
  private long lastArrivalAt;
  private boolean allArrived;

  Collector(Scenario scenario, Hardware hardware, Runs runs) {
    this.hardware = hardware;
    this.runs = runs;
    jobs = scenario.load().jobs();
    finished = new BitSet(jobs);
    bursts = new Bursts(hardware.nodes());
    timeline = new Timeline(hardware);
    pricePerMicro = hardware.clouds().stream().mapToDouble(Cloud::pricePerMicro).toArray();
    jobsByCloud = new long[pricePerMicro.length];
    runningByCloud = new int[pricePerMicro.length];
  }

  boolean unfinished() {
    return count < jobs;
  }

  void sent(int node, long now) {
    bursts.sent(node, now);
  }

  void occupied(int cloud, long now) {
    elapse(now);
    running++;
    runningByCloud[cloud]++;
  }

  void released(int cloud, long micros, long now) {
    elapse(now);
    running--;
    runningByCloud[cloud]--;
    double price = micros * pricePerMicro[cloud];
    cost += price;
    timeline.spent(price);
  }

  void lost(int cloud, long now) {
    elapse(now);
    running--;
    runningByCloud[cloud]--;
  }

  void queued(int length) {
    longestQueue = Math.max(longestQueue, length);
  }

  void retried(Ending ending) {
    if (ending == Ending.FULL) {
      refused++;
    } else {
      lost++;
    }
  }

  void finished(int run, int cloud, long now) {
    int job = runs.job[run];
    if (finished.get(job)) {
      throw new IllegalStateException("job '%d' ended twice".formatted(job));
    }
    finished.set(job);
    count++;
    jobsByCloud[cloud]++;
    long latency = now - runs.arrivedAt[run];
    timeline.answered(latency);
    if (job >= jobs * WARM_UP) {
      latencies.recordValue(latency);
      waits.recordValue(latency - runs.took[run]);
    }
  }

  void lastArrival(long now) {
    elapse(now);
    allArrived = true;
    lastArrivalAt = now;
  }

  void priced(int cloud, double factor) {
    pricePerMicro[cloud] = hardware.clouds().get(cloud).pricePerMicro() * factor;
  }

  void sample(Nodes nodes, int waitingInHubs, long now) {
    if (!allArrived) {
      timeline.sample(nodes, waitingInHubs, runningByCloud, now);
    }
  }

  Outcome outcome(Contender contender) {
    return new Outcome(
        contender.name(),
        latencies,
        waits,
        busyMicros / ((double) lastArrivalAt * hardware.nodes() * hardware.capacity()),
        1000 * cost / jobs,
        Arrays.stream(jobsByCloud).boxed().toList(),
        bursts.summary(lastArrivalAt),
        longestQueue,
        refused,
        lost,
        lastArrivalAt / 1e6,
        timeline.samples());
  }

  private void elapse(long now) {
    if (!allArrived) {
      busyMicros += (double) running * (now - changedAt);
      changedAt = now;
    }
  }
}
