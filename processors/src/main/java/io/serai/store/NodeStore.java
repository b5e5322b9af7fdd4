package io.serai.store;

import io.serai.fleet.NodeReport;
import java.time.Duration;
import java.util.List;

/** The registry of nodes: what each said of itself last. Thread-safe. */
public interface NodeStore {

  /**
   * What a node said last.
   *
   * @param report what it said
   * @param age how long ago, by the clock of the store
   */
  record Reported(NodeReport report, Duration age) {}

  /**
   * Keeps what a node says of itself, in place of what it said before.
   *
   * @return false when a newer instance of the same name reports, so that this one counts no more
   */
  boolean report(NodeReport report);

  /** Removes a node that ends, unless a newer instance of its name has reported since. */
  void remove(String name, String instance);

  /** Removes the nodes that have been silent for longer. */
  void removeSilent(Duration longer);

  /** All nodes that are known. */
  List<Reported> list();
}
