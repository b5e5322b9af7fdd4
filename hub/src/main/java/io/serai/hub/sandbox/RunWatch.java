package io.serai.hub.sandbox;

import io.serai.job.JobId;
import io.serai.sandbox.RunObserver;

/** Hears what all runs on this hub do. */
@FunctionalInterface
public interface RunWatch {

  /** The observer of one run on one target. */
  RunObserver watch(JobId id);
}
