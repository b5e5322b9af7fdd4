package io.serai.hub.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** A histogram of times, whose buckets suit what takes from a millisecond to a minute. */
final class Latency {

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

  private final MeterRegistry registry;
  private final String name;
  private final String description;

  /**
   * A histogram without samples.
   *
   * @param name with dots, and without its unit: {@code stage.latency} is shown as {@code
   *     stage_latency_seconds}
   */
  Latency(MeterRegistry registry, String name, String description) {
    this.registry = registry;
    this.name = name;
    this.description = description;
  }

  /** Adds a sample to the series of these labels; labels come from closed sets. */
  void record(Duration took, Tags labels) {
    of(labels).record(took);
  }

  /** The series of these labels, which is shown from now on. */
  Timer of(Tags labels) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(BUCKETS)
        .tags(labels)
        .register(registry);
  }
}
