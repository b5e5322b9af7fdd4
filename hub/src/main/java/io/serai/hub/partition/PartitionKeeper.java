package io.serai.hub.partition;

import io.serai.hub.dispatch.FailureLog;
import io.serai.store.PartitionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes partitions ahead of the rows that will need them: as the hub starts, and each minute. */
public final class PartitionKeeper {

  /** How many are to follow the one of now: time enough to notice that none are made any more. */
  public static final int AHEAD = 4;

  private static final Logger LOG = LoggerFactory.getLogger(PartitionKeeper.class);
  private static final long EACH_SECONDS = 60;

  private final PartitionStore store;
  private final Duration width;
  private final Clock clock;
  private final FailureLog failures = new FailureLog(LOG, "partitions cannot be made");

  /**
   * Makes partitions.
   *
   * @param width how long each is, in whole days
   * @param clock tells which are needed
   */
  public PartitionKeeper(PartitionStore store, Duration width, Clock clock) {
    this.store = store;
    this.width = width;
    this.clock = clock;
  }

  /**
   * Begins to make them.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> keeping =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::keepAhead), 0, EACH_SECONDS, TimeUnit.SECONDS);
    return () -> keeping.cancel(false);
  }

  private void keepAhead() {
    int made = store.addAhead(clock.instant(), width, AHEAD);
    if (made > 0) {
      LOG.info("{} partitions made, {} days each", made, width.toDays());
    }
  }
}
