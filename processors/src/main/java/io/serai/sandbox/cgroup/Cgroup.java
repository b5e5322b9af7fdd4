package io.serai.sandbox.cgroup;

import io.serai.job.Limits;
import io.serai.job.Usage;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** What a run used as its group counted it; without a group, the most it may have used. */
  static Usage usage(@Nullable Cgroup group, Limits limits, long wallMs) {
    return group == null
        ? new Usage(wallMs, wallMs, limits.memoryMb() * (1L << 20))
        : new Usage(wallMs, group.cpuMs(), group.memoryPeakBytes());
  }
}
