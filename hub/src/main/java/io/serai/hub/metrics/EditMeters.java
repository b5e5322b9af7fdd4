package io.serai.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.serai.hub.reload.EditOutcomes;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts edits of routes, kamelets and policies by what became of them, and tells whether files
 * differ from what runs because they are not fit to.
 */
public final class EditMeters implements EditOutcomes {

  private final Series<Counter> edits;
  private final AtomicBoolean refused = new AtomicBoolean();

  /** Counts with these meters. */
  public EditMeters(Metrics metrics) {
    edits =
        Series.counters(
            metrics.registry(), "edits", "Edits of routes, kamelets and policies, by outcome");
    edits.of(Tags.of("outcome", "in_force"));
    edits.of(Tags.of("outcome", "refused"));
    Gauge.builder("edit.refused", refused, now -> now.get() ? 1 : 0)
        .description("Whether files differ from what runs, because they are not fit to")
        .register(metrics.registry());
  }

  @Override
  public void inForce() {
    refused.set(false);
    edits.of(Tags.of("outcome", "in_force")).increment();
  }

  @Override
  public void refused() {
    refused.set(true);
    edits.of(Tags.of("outcome", "refused")).increment();
  }
}
