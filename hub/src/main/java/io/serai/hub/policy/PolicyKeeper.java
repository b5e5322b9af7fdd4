package io.serai.hub.policy;

import io.serai.hub.dispatch.FailureLog;
import io.serai.policy.Policies;
import io.serai.policy.PolicyTexts;
import io.serai.store.PolicyArchive;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every version of the policies that comes into force. While the database is away, they wait
 * here: no edit waits for it. Thread-safe.
 */
public final class PolicyKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);
  private static final long LOOK_MS = 250;

  private final PolicyArchive archive;
  private final Queue<PolicyTexts> waiting = new ConcurrentLinkedQueue<>();
  private final FailureLog failures = new FailureLog(LOG, "policies cannot be kept");

  /** Keeps in the given archive. */
  public PolicyKeeper(PolicyArchive archive) {
    this.archive = archive;
  }

  /** These are in force from now on. */
  public void inForce(Policies policies) {
    waiting.add(policies.texts());
  }

  /**
   * Begins to keep.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> keeping =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::keepAll), 0, LOOK_MS, TimeUnit.MILLISECONDS);
    return () -> keeping.cancel(false);
  }

  private void keepAll() {
    PolicyTexts next = waiting.peek();
    while (next != null) {
      archive.keep(next);
      waiting.remove();
      next = waiting.peek();
    }
  }
}
