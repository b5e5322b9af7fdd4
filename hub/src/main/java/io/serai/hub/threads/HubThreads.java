package io.serai.hub.threads;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * Threads for work that waits: virtual where the JDK has them and {@code
 * camel.threads.virtual.enabled} is set, else pooled ones. A job is handed from thread to thread
 * several times on its walk, and between virtual threads that costs no system call.
 *
 * @see <a href="https://openjdk.org/jeps/444">JEP 444</a>
 */
public final class HubThreads {

  private HubThreads() {}

  /** Makes daemon threads of one name. */
  public static ThreadFactory factory(String name) {
    return new CamelThreadFactory("serai-#name#-#counter#", name, true);
  }

  /**
   * Does a task again and again, on a thread of its own.
   *
   * @param task does not throw: it would be forgotten then
   * @return stops it
   */
  public static AutoCloseable every(String name, Duration pause, Runnable task) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(factory(name));
    var unused =
        thread.scheduleWithFixedDelay(
            task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return thread::shutdownNow;
  }

  /** One thread for each task. */
  public static ExecutorService perTask(String name) {
    return ThreadType.current() == ThreadType.VIRTUAL
        ? virtualPerTask(factory(name))
        : Executors.newCachedThreadPool(factory(name));
  }

  /** Reached by name: the bytecode is Java 17's, which lacks it. */
  private static ExecutorService virtualPerTask(ThreadFactory factory) {
    try {
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("virtual threads cannot be had from this JDK", e);
    }
  }
}
