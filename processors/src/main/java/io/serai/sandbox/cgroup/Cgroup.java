package io.serai.sandbox.cgroup;

import io.serai.job.Limits;
import java.io.IOException;

/** The control group of one sandbox. Processes in it are counted, limited and killed together. */
public interface Cgroup {

  /** Takes a process in, and with it all that it will start. */
  void add(long processId) throws IOException;

  /**
   * Sets what its processes may hold and counts their peak from here.
   *
   * @param processes whether it limits how many there are
   */
  void limit(Limits limits, boolean processes) throws IOException;

  /** CPU time of all its processes so far, milliseconds. */
  long cpuMs();

  /** The most memory its processes held together, bytes. */
  long memoryPeakBytes();

  /** Whether the kernel killed a process for want of memory. */
  boolean outOfMemory();

  /** Whether its processes have asked for more memory than they may hold, killed or not. */
  boolean memoryExhausted();

  /** Whether the kernel refused it a process. */
  boolean outOfPids();

  /** Kills every process in it. */
  void kill();

  /** Removes it if no process is left in it, and tells whether it is gone. */
  boolean tryRemove();
}
