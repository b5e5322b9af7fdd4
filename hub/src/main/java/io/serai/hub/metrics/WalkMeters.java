package io.serai.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.serai.fleet.Attempt;
import io.serai.job.Cost;
import io.serai.job.Finding;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Timing;
import io.serai.job.Verdict;
import io.serai.traces.EndedWalk;
import io.serai.traces.TraceExport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Counts and times every walk that ends on this hub, and the stages of those that will go on: its
 * stages, what moderation said, where it ran, what it cost and what came of it.
 */
public final class WalkMeters implements TraceExport {

  /** More tenants than this share one label. */
  static final int MOST_TENANTS = 200;

  /** Rules and models name categories, so that there are as many as a policy has. */
  private static final int MOST_CATEGORIES = 50;

  private final Exemplars exemplars;
  private final Predicate<String> traced;
  private final Series<Timer> jobs;
  private final Series<Timer> stages;
  private final Series<Timer> attempts;
  private final Series<Counter> ended;
  private final Series<Counter> failed;
  private final Series<Counter> verdicts;
  private final Series<Counter> placements;
  private final Series<Counter> costs;
  private final BoundedLabel tenants = new BoundedLabel(MOST_TENANTS);
  private final BoundedLabel categories = new BoundedLabel(MOST_CATEGORIES);

  /**
   * Counts with these meters.
   *
   * @param traced whether the trace of an id can be looked at, so that samples may name it
   */
  public WalkMeters(Metrics metrics, Predicate<String> traced) {
    this.traced = traced;
    MeterRegistry registry = metrics.registry();
    exemplars = metrics.exemplars();
    jobs = Series.timers(registry, "job.latency", "From acceptance to the stored result");
    stages = Series.timers(registry, "stage.latency", "One stage of one job");
    attempts = Series.timers(registry, "attempt.latency", "One sending of one job to one target");
    ended = Series.counters(registry, "jobs", "Jobs that ended, by how");
    failed =
        Series.counters(
            registry,
            "failed.tasks",
            "Jobs that did not succeed, but for those refused or cancelled");
    verdicts =
        Series.counters(
            registry,
            "moderation.verdicts",
            "What moderation said, and of what sort the worst finding was");
    placements = Series.counters(registry, "placements", "Where jobs ran");
    costs =
        Series.counters(registry, "job.cost", "What jobs cost, in the main unit of the currency");
    showZeros();
  }

  private void showZeros() {
    // Shown before the first of them happens: an alert on a rate needs a zero to rise from.
    for (Status status : Status.values()) {
      ended(status).increment(0);
    }
    Arrays.stream(Status.values())
        .filter(Status::isFailure)
        .forEach(each -> failed(each).increment(0));
  }

  @Override
  public void export(EndedWalk walk) {
    if (traced.test(walk.submission().traceId())) {
      exemplars.during(walk.submission(), () -> record(walk));
    } else {
      record(walk);
    }
  }

  private void record(EndedWalk walk) {
    walk.timings().forEach(this::record);
    walk.explanation().attempts().forEach(this::record);
    if (walk.result() != null) {
      record(walk, walk.result());
    }
  }

  private void record(EndedWalk walk, Result result) {
    jobs.of(Tags.of("source", walk.submission().source(), "status", result.status().word()))
        .record(Duration.between(walk.submission().acceptedAt(), walk.endedAt()));
    ended(result.status()).increment();
    if (result.status().isFailure()) {
      failed(result.status()).increment();
    }
    if (result.verdict() != null) {
      judged(result.verdict());
    }
    if (result.placement() != null) {
      placed(result.placement());
      charged(walk.submission().job().tenant(), result.placement(), result.cost());
    }
  }

  private void record(Timing timing) {
    stages
        .of(Tags.of("stage", timing.stage(), "outcome", timing.outcome()))
        .record(timing.durationUs(), TimeUnit.MICROSECONDS);
  }

  private void record(Attempt attempt) {
    attempts
        .of(Tags.of("target", attempt.target(), "outcome", attempt.outcome()))
        .record(attempt.durationUs(), TimeUnit.MICROSECONDS);
  }

  private Counter ended(Status status) {
    return ended.of(Tags.of("status", status.word()));
  }

  private Counter failed(Status status) {
    return failed.of(Tags.of("reason", status.word()));
  }

  private void judged(Verdict verdict) {
    String category = verdict.findings().stream().findFirst().map(Finding::category).orElse("none");
    verdicts
        .of(
            Tags.of(
                "decision",
                verdict.decision().name().toLowerCase(Locale.ROOT),
                "category",
                categories.of(category)))
        .increment();
  }

  private void placed(Placement placement) {
    placements
        .of(
            Tags.of(
                "cloud", placement.cloud(),
                "target", placement.target(),
                "provider", placement.provider()))
        .increment();
  }

  private void charged(String tenant, Placement place, Cost cost) {
    for (Cost.Charge charge : cost.charges()) {
      costs
          .of(
              Tags.of(
                  "tenant", tenants.of(tenant),
                  "cloud", charge.cloud() == null ? place.cloud() : charge.cloud(),
                  "kind", charge.kind(),
                  "currency", cost.currency()))
          .increment(charge.amount().doubleValue());
    }
  }
}
