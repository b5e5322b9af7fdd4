package io.serai.hub.dispatch;

import io.serai.job.JobId;
import io.serai.results.Completions;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that are awaited here may end, or be held, on another hub: looks for those in the store. */
public final class AwaitedElsewhere {

  private static final Logger LOG = LoggerFactory.getLogger(AwaitedElsewhere.class);
  private static final long SWEEP_MS = 500;

  private final Completions completions;
  private final Dispatcher dispatcher;
  private final FailureLog failures =
      new FailureLog(LOG, "results of other hubs cannot be looked for");

  /** Looks for what is awaited in the given completions; the dispatcher knows what runs here. */
  public AwaitedElsewhere(Completions completions, Dispatcher dispatcher) {
    this.completions = completions;
    this.dispatcher = dispatcher;
  }

  /**
   * Begins to look.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> sweeping =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::look), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    return () -> sweeping.cancel(false);
  }

  private void look() {
    for (JobId id : completions.awaited()) {
      if (!dispatcher.inFlight().contains(id)) {
        completions.check(id);
      }
    }
  }
}
