package io.serai.store;

/** Counts what waits. Thread-safe. */
public interface BacklogStore {

  /** How much waits now. */
  Backlog count();
}
