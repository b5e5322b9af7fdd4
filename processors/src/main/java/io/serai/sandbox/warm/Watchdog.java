package io.serai.sandbox.warm;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops what a sandbox's own supervisor does not: CPU time, which only the control group counts for
 * the whole tree, and a supervisor that does not answer.
 */
final class Watchdog implements AutoCloseable {

  /** How long a supervisor may take to end what it was told to end. */
  private static final long GRACE_MS = 3_000;

  private static final long MIN_PAUSE_MS = 10;

  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
  private final int processors = Runtime.getRuntime().availableProcessors();

  Watchdog() {
    // What is called off would keep its run, with all its output, until its time has come.
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Calls off one thing that was to happen. */
  interface Watch {

    /** It is not to happen any more. */
    void close();
  }

  /** Does something when a run of this wall time has not ended by itself. */
  Watch overdue(long timeoutMs, Runnable action) {
    return cancelling(thread.schedule(action, timeoutMs + GRACE_MS, TimeUnit.MILLISECONDS));
  }

  /** Does something once a CPU time is used up. */
  Watch cpu(long limitMs, LongSupplier usedMs, Runnable action) {
    return new CpuWatch(limitMs, usedMs, action);
  }

  private static Watch cancelling(Future<?> future) {
    return () -> future.cancel(false);
  }

  /** Looks again no sooner than all processors together could have used up what is left. */
  private final class CpuWatch implements Watch {

    private final long limitMs;
    private final LongSupplier usedMs;
    private final Runnable action;
    private volatile boolean closed;
    private volatile Future<?> next;

    CpuWatch(long limitMs, LongSupplier usedMs, Runnable action) {
      this.limitMs = limitMs;
      this.usedMs = usedMs;
      this.action = action;
      next = later(limitMs);
    }

    private Future<?> later(long leftMs) {
      long pause = Math.max(MIN_PAUSE_MS, leftMs / processors);
      return thread.schedule(this::look, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
      if (closed) {
        return;
      }
      long left = limitMs - usedMs.getAsLong();
      if (left <= 0) {
        action.run();
      } else {
        next = later(left);
      }
    }

    @Override
    public void close() {
      closed = true;
      next.cancel(false);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
