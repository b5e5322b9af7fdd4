package io.serai.hub.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.store.Backlog;
import io.serai.store.BacklogStore;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits in the database, counted every few seconds and not at each request. Every hub of a
 * database shows the same: take the maximum over hubs, not the sum.
 */
public final class BacklogMeters {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogMeters.class);
  private static final long EACH_SECONDS = 5;

  private final BacklogStore store;
  private volatile @Nullable Backlog counted;

  /** Counts what waits in a store, and shows it with these meters. */
  public BacklogMeters(BacklogStore store, Metrics metrics) {
    this.store = store;
    MeterRegistry registry = metrics.registry();
    show(
        registry, "queue.length", "Jobs whose time has come and that no hub has", Backlog::waiting);
    show(registry, "queue.put.off", "Jobs whose time has not come, held ones too", Backlog::putOff);
    show(registry, "queue.leased", "Jobs that a hub has", Backlog::leased);
    show(
        registry,
        "queue.oldest.seconds",
        "How long the longest waiting of queue_length waits",
        backlog -> seconds(backlog.oldest()));
    show(registry, "outbox.length", "Replies that are owed", Backlog::owed);
    show(
        registry,
        "outbox.lag.seconds",
        "How long the oldest reply has been owed",
        backlog -> seconds(backlog.lag()));
    show(
        registry,
        "objects.waiting",
        "Results with parts that are still to be moved to the object store",
        Backlog::unmoved);
    show(
        registry,
        "objects.lag.seconds",
        "How long the oldest of objects_waiting has waited",
        backlog -> seconds(backlog.unmovedFor()));
    show(registry, "approvals.waiting", "Jobs that wait for approval", Backlog::approvals);
    show(registry, "dead.letters", "Dead letters that nobody has settled", Backlog::deadLetters);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  private void show(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
    Gauge.builder(name, this, meters -> meters.value(value))
        .description(description)
        .register(registry);
  }

  /** No number at all while nobody can count: an old one would look like peace. */
  private double value(ToDoubleFunction<Backlog> value) {
    Backlog known = counted;
    return known == null ? Double.NaN : value.applyAsDouble(known);
  }

  /** Counts from now on, until it is closed. */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> counting =
        scheduler.scheduleWithFixedDelay(this::count, 0, EACH_SECONDS, TimeUnit.SECONDS);
    return () -> counting.cancel(false);
  }

  private void count() {
    try {
      counted = store.count();
    } catch (RuntimeException e) {
      counted = null;
      LOG.debug("what waits cannot be counted: {}", e.getMessage());
    }
  }
}
