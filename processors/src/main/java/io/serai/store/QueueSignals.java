package io.serai.store;

import io.serai.job.JobId;

/** What hubs tell each other of the queue, at once; who misses it finds out by looking. */
public interface QueueSignals {

  /** Hears signals, on a thread that it must not hold up. */
  interface Listener {

    /** A job waits whose time has come, or signals may have been missed. */
    void ready();

    /** Somebody asked to cancel a job that has started somewhere. */
    void cancelled(JobId id);
  }

  /**
   * Listens from now on, through every loss of the connection.
   *
   * @return stops listening
   */
  AutoCloseable listen(Listener listener);
}
