package io.serai.recipients;

import io.serai.job.Deferred;
import io.serai.job.Lease;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Walk;
import io.serai.sandbox.RunResult;
import io.serai.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Puts a job that cannot run now back into the queue, so that it waits there and in no thread;
 * unless it has waited too long or was cancelled, which ends it.
 */
public final class RequeueProcessor implements Processor {

  private static final long DELAY_MS = 250;

  /** After so many tries it is tried less and less often. */
  private static final int TRIES = 8;

  private static final int LONGEST_DELAYS = 3;

  private final JobStore store;
  private final LongSupplier patienceMs;
  private final Clock clock;

  /**
   * Puts back into the given store.
   *
   * @param patienceMs how long a job that never ran may wait, asked at each
   */
  public RequeueProcessor(JobStore store, LongSupplier patienceMs, Clock clock) {
    this.store = store;
    this.patienceMs = patienceMs;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Deferred deferred =
        Objects.requireNonNull(
            Deferred.behind(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    Reason reason = deferred.reason();
    if (reason.code().equals("no-capacity") && hasWaitedTooLong(since(exchange, lease))) {
      exchange.setProperty(Walk.FAILURE, new Refused(reason));
    } else if (store.release(lease, delay(lease), reason.message())) {
      exchange.setProperty(Walk.REQUEUED, true);
    } else {
      exchange.getMessage().setBody(RunResult.cancelled());
    }
  }

  private boolean hasWaitedTooLong(Instant since) {
    return since.plusMillis(patienceMs.getAsLong()).isBefore(clock.instant());
  }

  /** A job that waited for its approval could not run before. */
  private static Instant since(Exchange exchange, Lease lease) {
    Instant approvedAt = exchange.getProperty(Walk.APPROVED_AT, Instant.class);
    return approvedAt == null ? lease.submission().acceptedAt() : approvedAt;
  }

  private static Duration delay(Lease lease) {
    int doublings = Math.min(Math.max(0, lease.attempt() - TRIES), LONGEST_DELAYS);
    return Duration.ofMillis(DELAY_MS << doublings);
  }
}
