package io.serai.hub.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps and bills are written a moment after their results. Writes what is missing: a hub may have
 * died in that moment, or the database may have gone away.
 */
public final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<Consumer<Duration>> writers;
  private final Duration every;
  private final FailureLog failures =
      new FailureLog(LOG, "steps and bills that are missing cannot be written");
  private long caughtUp = System.nanoTime();

  /**
   * Catches up every minute.
   *
   * @param writers each writes what is missing of the results of so long ago
   */
  public CatchUp(List<Consumer<Duration>> writers) {
    this(writers, EVERY);
  }

  CatchUp(List<Consumer<Duration>> writers, Duration every) {
    this.writers = List.copyOf(writers);
    this.every = every;
  }

  /**
   * Begins to look.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::catchUp),
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> looking.cancel(false);
  }

  /** Of all the time since it last went well, and some more: what was late then is missing now. */
  private void catchUp() {
    long now = System.nanoTime();
    Duration within = Duration.ofNanos(now - caughtUp).plus(every.multipliedBy(2));
    writers.forEach(each -> each.accept(within));
    caughtUp = now;
  }
}
