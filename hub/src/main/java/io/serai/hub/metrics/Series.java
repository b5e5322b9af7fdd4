package io.serai.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A metric's series by their labels, kept so that a sample need not look its own up among all
 * meters of the hub. Labels come from closed sets. Thread-safe.
 *
 * @param <M> the kind of meter
 */
final class Series<M> {

  /** They suit what takes from a millisecond to a minute. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(3),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60)
  };

  private final Map<Tags, M> known = new ConcurrentHashMap<>();
  private final Function<Tags, M> registered;

  private Series(Function<Tags, M> registered) {
    this.registered = registered;
  }

  /**
   * Histograms of times.
   *
   * @param name with dots, and without its unit: {@code stage.latency} is shown as {@code
   *     stage_latency_seconds}
   */
  static Series<Timer> timers(MeterRegistry registry, String name, String description) {
    return new Series<>(
        labels ->
            Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .tags(labels)
                .register(registry));
  }

  /**
   * Counters.
   *
   * @param name with dots: {@code failed.tasks} is shown as {@code failed_tasks_total}
   */
  static Series<Counter> counters(MeterRegistry registry, String name, String description) {
    return new Series<>(
        labels -> Counter.builder(name).description(description).tags(labels).register(registry));
  }

  /** The series of these labels, which is shown from now on. */
  M of(Tags labels) {
    M series = known.get(labels);
    return series == null ? known.computeIfAbsent(labels, registered) : series;
  }
}
