package io.serai.hub.dispatch;

import io.serai.job.Lease;

/** What is done with leased jobs. */
public interface Work {

  /**
   * Takes one job through the routes, to its end or back into the queue.
   *
   * @return whether it waits there
   */
  boolean walk(Lease lease);

  /** Gives a job its result that may have had effects and is stopped, because the hub is. */
  void stopped(Lease lease);
}
