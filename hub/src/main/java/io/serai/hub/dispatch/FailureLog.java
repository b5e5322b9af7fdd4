package io.serai.hub.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says once that something goes wrong that is tried again and again, and once that it is over.
 * Thread-safe.
 */
public final class FailureLog {

  private final Logger log;
  private final String what;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Of one thing that is tried again and again.
   *
   * @param what what cannot be done while it fails, such as "leases cannot be renewed"
   */
  public FailureLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** Tries once. */
  public void attempt(Runnable task) {
    try {
      task.run();
      if (failing.getAndSet(false)) {
        log.info("over: {}", what);
      }
    } catch (RuntimeException e) {
      failed(e.getMessage());
    } catch (Error e) {
      // A scheduler forgets a task that throws: one class that cannot be loaded, or one moment
      // without memory, would end for good what is tried again and again.
      failed(e.toString());
    }
  }

  private void failed(@Nullable String why) {
    if (!failing.getAndSet(true)) {
      log.warn("{}, and it is tried until they can: {}", what, why);
    }
  }
}
