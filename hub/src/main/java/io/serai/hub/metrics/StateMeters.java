package io.serai.hub.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.serai.fleet.NodeReport;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.Slots;
import io.serai.hub.objects.ResultMover;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.StartObserver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a hub and what it knows of stand at the moment they are asked. */
public final class StateMeters {

  /** Policies name clouds, nodes report theirs. */
  private static final int MOST_CLOUDS = 50;

  private final MeterRegistry registry;
  private final Series<Timer> starts;
  private final MultiGauge nodes;
  private final BoundedLabel clouds = new BoundedLabel(MOST_CLOUDS);

  /** Shows them with these meters. */
  public StateMeters(Metrics metrics) {
    registry = metrics.registry();
    starts =
        Series.timers(
            registry, "container.start.time", "From nothing to a sandbox that waits for its job");
    nodes =
        MultiGauge.builder("nodes")
            .description("Nodes that have been heard of lately, by what they say of themselves")
            .register(registry);
  }

  /** Watches the jobs on this hub. */
  public void watch(Dispatcher dispatcher, Slots slots) {
    Gauge.builder("agent.active.count", dispatcher, each -> each.inFlight().size())
        .description("Jobs on their walk on this hub")
        .register(registry);
    Gauge.builder("run.slots.free", slots, Slots::free)
        .description("Places for jobs on this hub that are free")
        .register(registry);
    FunctionCounter.builder("lease.steals", dispatcher, Dispatcher::reclaimed)
        .description("Jobs taken back from hubs that let their leases run out")
        .register(registry);
  }

  /** Watches what is moved to the object store. */
  public void watch(ResultMover mover) {
    FunctionCounter.builder("objects.moved", mover, ResultMover::moved)
        .description("Results whose large parts were moved to the object store")
        .register(registry);
    FunctionCounter.builder("objects.moved.bytes", mover, ResultMover::movedBytes)
        .description("What that took off the database")
        .register(registry);
    FunctionCounter.builder("objects.failures", mover, ResultMover::failed)
        .description("Tries to move that failed")
        .register(registry);
  }

  /** Watches whether the repository of the home can be pulled from. */
  public void watchPulls(BooleanSupplier failing) {
    Gauge.builder("git.pull.failed", failing, now -> now.getAsBoolean() ? 1 : 0)
        .strongReference(true)
        .description("Whether the repository of the home could not be pulled from the last time")
        .register(registry);
  }

  /** Watches the sandboxes that wait; the result hears of those that a provider makes. */
  public Function<String, StartObserver> watch(Map<String, Sandbox> sandboxes) {
    sandboxes.forEach(
        (provider, sandbox) -> {
          for (Language language : Language.values()) {
            Gauge.builder("sandboxes.waiting", sandbox, each -> each.waiting(language))
                .description("Sandboxes that wait for a job")
                .tags(of(provider, language))
                .register(registry);
          }
        });
    return provider -> (language, took) -> starts.of(of(provider, language)).record(took);
  }

  private static Tags of(String provider, Language language) {
    return Tags.of("provider", provider, "language", language.word());
  }

  /** Shows the nodes that are there now. */
  public void nodes(List<NodeReport> reports) {
    Map<Tags, Long> counts =
        reports.stream().collect(Collectors.groupingBy(this::of, Collectors.counting()));
    nodes.register(
        counts.entrySet().stream().map(each -> Row.of(each.getKey(), each.getValue())).toList(),
        true);
  }

  private Tags of(NodeReport report) {
    return Tags.of(
        "cloud",
        clouds.of(report.cloud()),
        "state",
        report.state().name().toLowerCase(Locale.ROOT));
  }
}
