package io.serai.fleet;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a node says of itself, again and again.
 *
 * @param name unique among all nodes, and the same after a restart
 * @param instance new at each start of the node's process
 * @param address where hubs reach it, {@code https://host:port}
 * @param cloud the cloud it is in
 * @param region the region it is in
 * @param state whether it takes jobs
 * @param capacity how many jobs it runs at once
 * @param inFlight how many it runs now, for all hubs
 * @param offers what it can run
 * @param latency of the runs it ended lately
 * @param remembersSince how far back it knows every run that it ever started
 */
public record NodeReport(
    String name,
    String instance,
    URI address,
    String cloud,
    String region,
    State state,
    int capacity,
    int inFlight,
    List<Offer> offers,
    Latency latency,
    Instant remembersSince) {

  /** How long a node may say nothing before it is taken for lost. */
  public static final Duration SILENCE = Duration.ofSeconds(3);

  public NodeReport {
    offers = List.copyOf(offers);
  }

  /** Whether a node takes jobs. */
  public enum State {
    /** It takes jobs. */
    READY,
    /** It finishes what it runs, and takes nothing new. */
    DRAINING
  }

  /**
   * From a run's arrival to its result, milliseconds; 0 before the first.
   *
   * @param p50Ms half of the runs took no longer
   * @param p95Ms 95 of 100 runs took no longer
   */
  public record Latency(double p50Ms, double p95Ms) {

    /** Of a node that has run nothing lately. */
    public static final Latency UNKNOWN = new Latency(0, 0);
  }
}
