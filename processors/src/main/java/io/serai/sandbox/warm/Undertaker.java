package io.serai.sandbox.warm;

import io.serai.sandbox.cgroup.Cgroup;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what ended sandboxes leave. Their processes are gone only a moment after they were ended,
 * and nobody should wait for that.
 */
final class Undertaker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Undertaker.class);
  private static final long PAUSE_MS = 20;
  private static final int TRIES_BEFORE_KILL = 50;
  private static final int TRIES = 500;
  private static final long CLOSE_SECONDS = 10;

  private final AtomicInteger unburied = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  /** Ends a sandbox and sees to it that nothing of it stays. */
  void bury(WarmSandbox sandbox) {
    sandbox.close();
    if (sandbox.cgroup() != null) {
      unburied.incrementAndGet();
      later(sandbox, 0);
    }
  }

  private void later(WarmSandbox sandbox, int tries) {
    var unused = thread.schedule(() -> remove(sandbox, tries), PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  private void remove(WarmSandbox sandbox, int tries) {
    Cgroup cgroup = sandbox.cgroup();
    if (cgroup == null || cgroup.tryRemove()) {
      unburied.decrementAndGet();
      return;
    }
    if (tries >= TRIES) {
      LOG.warn("control group of a sandbox could not be removed; remove it by hand");
      unburied.decrementAndGet();
      return;
    }
    if (tries == TRIES_BEFORE_KILL) {
      sandbox.kill();
    }
    later(sandbox, tries + 1);
  }

  /** Waits until all is removed that can be. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    while (unburied.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
    }
    thread.shutdownNow();
  }
}
