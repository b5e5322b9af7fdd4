package io.serai.hub.metrics;

import io.micrometer.core.instrument.Gauge;
import io.serai.store.PartitionStore;
import io.serai.store.PartitionStore.Standing;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the tables have partitions for what comes, looked at once a minute. Every hub of a
 * database shows the same.
 */
public final class PartitionMeters {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionMeters.class);
  private static final long EACH_SECONDS = 60;
  private static final long FIRST_SECONDS = 1;

  private final PartitionStore store;
  private final Clock clock;
  private volatile @Nullable Standing known;

  /** Looks at the partitions of a store, and shows them with these meters. */
  public PartitionMeters(PartitionStore store, Metrics metrics, Clock clock) {
    this.store = store;
    this.clock = clock;
    show(
        metrics,
        "partitions.ahead.seconds",
        "How long from now on there are partitions for new rows",
        standing -> standing.ahead().toSeconds());
    show(
        metrics,
        "partitions.strays",
        "Rows that found no partition of their time, counted up to a thousand a table",
        Standing::strays);
  }

  private void show(
      Metrics metrics, String name, String description, ToDoubleFunction<Standing> value) {
    Gauge.builder(name, this, meters -> meters.value(value))
        .description(description)
        .register(metrics.registry());
  }

  private double value(ToDoubleFunction<Standing> value) {
    Standing standing = known;
    return standing == null ? Double.NaN : value.applyAsDouble(standing);
  }

  /** Looks from now on, until it is closed. */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(this::look, FIRST_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
    return () -> looking.cancel(false);
  }

  private void look() {
    try {
      known = store.standing(clock.instant());
    } catch (RuntimeException e) {
      known = null;
      LOG.debug("partitions cannot be looked at: {}", e.getMessage());
    }
  }
}
