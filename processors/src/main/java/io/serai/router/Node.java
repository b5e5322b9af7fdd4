package io.serai.router;

import io.serai.fleet.NodeReport;
import io.serai.fleet.Occupancy;
import io.serai.fleet.Offer;
import io.serai.fleet.Place;
import io.serai.job.Language;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One machine as this hub knows it: what it reported last, corrected by what this hub has sent and
 * heard since. Thread-safe.
 */
public final class Node implements Place {

  private static final long SILENT_NANOS = NodeReport.SILENCE.toNanos();
  private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int LONGEST_RESTS = 4;
  private static final long SAME_REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final double OVERHEAD_SHARE = 0.3;
  private static final double SLOWNESS_SHARE = 0.02;
  private static final double LARGEST_RATIO = 4;

  private final String name;
  private final @Nullable URI address;
  private final Experience experience;
  private final AtomicInteger own = new AtomicInteger();
  private final Drifting overheadMs = new Drifting(OVERHEAD_SHARE);
  private final Drifting slowness = new Drifting(SLOWNESS_SHARE);
  private volatile Seen seen;
  private volatile Count count;
  private volatile long restsUntil;
  private volatile int failures;

  /** What was reported, and how many of this hub's jobs it ran then. */
  private record Seen(@Nullable NodeReport report, int ownThen, boolean draining, long atNanos) {

    /** Whether a report is the same one, heard again; its age is told less exactly each time. */
    boolean is(NodeReport other, long otherNanos) {
      return otherNanos - atNanos < SAME_REPORT_NANOS && other.equals(report);
    }
  }

  /** How many jobs of others it ran, by its own word: a report, or with an answer. */
  private record Count(int capacity, int others, long atNanos) {}

  /**
   * A node that reports.
   *
   * @param report its first
   * @param atNanos when the report was made
   * @param experience what this hub has learnt of its jobs
   */
  Node(NodeReport report, long atNanos, Experience experience) {
    this.name = report.name();
    this.address = report.address();
    this.experience = experience;
    this.seen = seen(report, atNanos);
    this.count = count(report.inFlight(), report.capacity(), atNanos);
    this.restsUntil = atNanos - FIRST_REST_NANOS;
  }

  /** What never reports: the hub itself, or whatever answers at an address. */
  Node(String name, @Nullable URI address, int capacity, Experience experience) {
    this.name = name;
    this.address = address;
    this.experience = experience;
    // It has rested enough even for a decision that began a moment ago.
    this.restsUntil = experience.now() - FIRST_REST_NANOS;
    this.seen = new Seen(null, 0, false, restsUntil);
    this.count = new Count(capacity, 0, restsUntil);
  }

  /** The node has said how it was at that time. */
  synchronized void report(NodeReport report, long atNanos) {
    if (atNanos - seen.atNanos() < 0 || seen.is(report, atNanos)) {
      return;
    }
    seen = seen(report, atNanos);
    // What was told with an answer may be newer.
    if (atNanos - count.atNanos() >= 0) {
      count = count(report.inFlight(), report.capacity(), atNanos);
    }
  }

  private Seen seen(NodeReport report, long atNanos) {
    boolean draining = report.state() == NodeReport.State.DRAINING;
    return new Seen(report, own.get(), draining, atNanos);
  }

  private Count count(int inFlight, int capacity, long atNanos) {
    return new Count(capacity, Math.max(0, inFlight - own.get()), atNanos);
  }

  String name() {
    return name;
  }

  @Nullable URI address() {
    return address;
  }

  @Nullable NodeReport report() {
    return seen.report();
  }

  /** How many jobs it runs, as far as this hub can know. */
  int inFlight() {
    return count.others() + own.get();
  }

  /** The share of its places that are taken. */
  double load() {
    return inFlight() / (double) count.capacity();
  }

  /** Whether this hub has a job there. */
  boolean inUse() {
    return own.get() > 0;
  }

  /** What stands against sending it anything now. */
  Condition condition(long nowNanos) {
    Seen last = seen;
    if (last.report() != null && nowNanos - last.atNanos() > SILENT_NANOS) {
      return Condition.SILENT;
    }
    if (last.draining()) {
      return Condition.DRAINING;
    }
    if (nowNanos - restsUntil < 0) {
      return failures > 0 ? Condition.FAILING : Condition.FULL;
    }
    return inFlight() >= count.capacity() ? Condition.FULL : Condition.READY;
  }

  /** Whether it runs the language in the image on the provider; what never reports always does. */
  boolean offers(String provider, String image, Language language) {
    NodeReport report = seen.report();
    return report == null || find(report, provider, image, language) != null;
  }

  /** Whether it has a provider at all. */
  boolean has(String provider) {
    NodeReport report = seen.report();
    return report != null
        && report.offers().stream().anyMatch(offer -> offer.provider().equals(provider));
  }

  /** Whether a sandbox that suits waits there, less those this hub has used up since. */
  boolean warm(String provider, String image, Language language) {
    Seen last = seen;
    if (last.report() == null) {
      return true;
    }
    Offer offer = find(last.report(), provider, image, language);
    return offer != null && offer.warm() > own.get() - last.ownThen();
  }

  private static @Nullable Offer find(
      NodeReport report, String provider, String image, Language language) {
    List<Offer> offers = report.offers();
    for (int i = 0; i < offers.size(); i++) {
      Offer offer = offers.get(i);
      if (offer.language() == language
          && offer.image().equals(image)
          && offer.provider().equals(provider)) {
        return offer;
      }
    }
    return null;
  }

  /** What a job takes there beyond its run, milliseconds; until it is known, its distance. */
  double overheadMs(long nowNanos, double distanceMs) {
    return overheadMs.at(nowNanos, distanceMs);
  }

  /** How many times longer than elsewhere a job runs there. */
  double slowness(long nowNanos) {
    return slowness.at(nowNanos, 1);
  }

  @Override
  public void sent() {
    own.incrementAndGet();
  }

  @Override
  public void answered(String jobClass, double elapsedMs, double wallMs) {
    own.decrementAndGet();
    failures = 0;
    long now = experience.now();
    double ratio = wallMs / experience.expectedMs(jobClass);
    overheadMs.add(Math.max(0, elapsedMs - wallMs), now);
    slowness.add(Math.min(LARGEST_RATIO, ratio), now);
    experience.add(jobClass, elapsedMs, wallMs);
  }

  @Override
  public void turnedAway() {
    own.decrementAndGet();
    restsUntil = experience.now() + FULL_NANOS;
  }

  /** It rests, longer each time until it answers; but the hub itself, which would rest alone. */
  @Override
  public void failed() {
    own.decrementAndGet();
    if (address == null) {
      return;
    }
    int times = Math.min(failures, LONGEST_RESTS);
    failures = times + 1;
    restsUntil = experience.now() + (FIRST_REST_NANOS << times);
  }

  @Override
  public void abandoned() {
    own.decrementAndGet();
  }

  /** It need not rest: what it has room for is known. */
  @Override
  public synchronized void told(Occupancy occupancy) {
    // Whatever answers at an address without reports may be another machine each time.
    if (seen.report() != null) {
      long now = experience.now();
      count = count(occupancy.inFlight(), occupancy.capacity(), now);
      if (failures == 0) {
        restsUntil = now;
      }
    }
  }

  /** What stands against a node. */
  enum Condition {
    READY,
    FULL,
    SILENT,
    DRAINING,
    FAILING
  }
}
