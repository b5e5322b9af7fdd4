package io.serai.hub.simulator;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a simulation came to.
 *
 * @param strategy which one it was
 * @param latencies from arrival to result, microseconds, without the first twentieth of the jobs
 * @param waits the same without the run itself: network, queues and second tries
 * @param utilisation the share of all places that was in use, until the last arrival
 * @param costPer1000 what 1,000 jobs cost, US dollars
 * @param jobsByCloud where the jobs ended
 * @param bursts how unevenly nodes were sent jobs
 * @param longestQueue jobs that waited on one node at once, at most
 * @param refused runs that a full node refused
 * @param lost runs that a node did not answer or went down with
 * @param seconds simulated, until the last arrival
 * @param timeline second by second
 */
public record Outcome(
    String strategy,
    Histogram latencies,
    Histogram waits,
    double utilisation,
    double costPer1000,
    List<Long> jobsByCloud,
    Bursts.Summary bursts,
    int longestQueue,
    long refused,
    long lost,
    double seconds,
    List<Timeline.Sample> timeline) {

  public Outcome {
    jobsByCloud = List.copyOf(jobsByCloud);
    timeline = List.copyOf(timeline);
  }

  /** The latency, in seconds, that so many of 100 jobs do not exceed. */
  double latency(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }

  /** The wait, in seconds, that so many of 100 jobs do not exceed. */
  double waited(double percentile) {
    return waits.getValueAtPercentile(percentile) / 1e6;
  }

  /** How many jobs were answered. */
  long jobs() {
    return jobsByCloud.stream().mapToLong(Long::longValue).sum();
  }
}
