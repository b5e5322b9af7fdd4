package io.serai.traces;

/** Sends walks to wherever they are looked at. Thread-safe. */
public interface TraceExport {

  /** Takes an ended walk, to be sent soon; never waits. */
  void export(EndedWalk walk);
}
