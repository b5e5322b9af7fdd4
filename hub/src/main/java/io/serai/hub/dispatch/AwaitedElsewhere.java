package io.serai.hub.dispatch;

import io.serai.job.JobId;
import io.serai.results.Completions;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that are awaited here may end, or be held, on another hub: looks for those in the store. */
public final class AwaitedElsewhere {

  private static final Logger LOG = LoggerFactory.getLogger(AwaitedElsewhere.class);
  private static final long POLL_MS = 500;

  private final Completions completions;
  private final Supplier<Set<JobId>> here;
  private final ScheduledExecutorService scheduler;

  /**
   * Looks for what is awaited, once it is opened.
   *
   * @param completions knows who waits, and is told
   * @param here the jobs on their walk on this hub, which tell of their end themselves
   * @param scheduler runs it
   */
  public AwaitedElsewhere(
      Completions completions, Supplier<Set<JobId>> here, ScheduledExecutorService scheduler) {
    this.completions = completions;
    this.here = here;
    this.scheduler = scheduler;
  }

  /**
   * Begins to look.
   *
   * @return stops it
   */
  public AutoCloseable open() {
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(this::look, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> looking.cancel(false);
  }

  private void look() {
    try {
      for (JobId id : completions.awaited()) {
        if (!here.get().contains(id)) {
          completions.check(id);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("waiting requests could not be checked: {}", e.getMessage());
    }
  }
}
