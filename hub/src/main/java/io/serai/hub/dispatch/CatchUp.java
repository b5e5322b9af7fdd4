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
 * died in that moment, or could not reach its database.
 */
public final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final Duration EVERY = Duration.ofMinutes(5);

  /** A hub that starts looks back further: while others run, each time is looked at thrice. */
  private static final int LOOKS = 3;

  private final List<Consumer<Duration>> writers;
  private final Duration every;
  private final FailureLog failures =
      new FailureLog(LOG, "steps and bills that are missing cannot be written");

  /**
   * Catches up every five minutes.
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
    Duration within = every.multipliedBy(LOOKS);
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(() -> writers.forEach(each -> each.accept(within))),
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> looking.cancel(false);
  }
}
