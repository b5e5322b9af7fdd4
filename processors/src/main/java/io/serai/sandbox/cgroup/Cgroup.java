package io.serai.sandbox.cgroup;

import java.nio.file.Path;
import java.util.List;

/** The control group of one run. Processes in it are counted, limited and killed together. */
public interface Cgroup extends AutoCloseable {

  /** The files a process writes its id into to join. */
  List<Path> joinFiles();

  /** CPU time of all its processes so far, milliseconds. */
  long cpuMs();

  /** The most memory its processes held together, bytes. */
  long memoryPeakBytes();

  /** Whether the kernel killed a process for want of memory. */
  boolean outOfMemory();

  /** Kills every process in it. */
  void kill();

  /** Kills what is left and removes it. */
  @Override
  void close();
}
