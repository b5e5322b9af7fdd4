package io.serai.sandbox.cgroup;

import io.serai.job.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A sandbox's groups in the separate hierarchies of version 1. */
final class CgroupV1 implements Cgroup {

  private static final long MIB = 1L << 20;

  private final Path memory;
  private final Path pids;
  private final Path cpuacct;

  private CgroupV1(Path memory, Path pids, Path cpuacct) {
    this.memory = memory;
    this.pids = pids;
    this.cpuacct = cpuacct;
  }

  static Cgroup create(Path root, String parent, String name) throws IOException {
    return new CgroupV1(
        Files.createDirectory(root.resolve("memory").resolve(parent).resolve(name)),
        Files.createDirectory(root.resolve("pids").resolve(parent).resolve(name)),
        Files.createDirectory(root.resolve("cpuacct").resolve(parent).resolve(name)));
  }

  @Override
  public void add(long processId) throws IOException {
    for (Path group : List.of(memory, pids, cpuacct)) {
      Files.writeString(group.resolve("cgroup.procs"), String.valueOf(processId));
    }
  }

  @Override
  public void limit(Limits limits, boolean processes) throws IOException {
    String bytes = String.valueOf(limits.memoryMb() * MIB);
    Path withSwap = memory.resolve("memory.memsw.limit_in_bytes");
    boolean countsSwap = Files.exists(withSwap);
    if (countsSwap) {
      // Never below the limit without swap, which may be about to rise.
      Files.writeString(withSwap, "-1");
    }
    Files.writeString(memory.resolve("memory.limit_in_bytes"), bytes);
    if (countsSwap) {
      Files.writeString(withSwap, bytes);
    }
    Files.writeString(memory.resolve("memory.max_usage_in_bytes"), "0");
    if (processes) {
      // One more for the supervisor.
      Files.writeString(pids.resolve("pids.max"), String.valueOf(limits.pids() + 1L));
    }
  }

  @Override
  public long cpuMs() {
    return TimeUnit.NANOSECONDS.toMillis(GroupFiles.number(cpuacct.resolve("cpuacct.usage")));
  }

  @Override
  public long memoryPeakBytes() {
    return GroupFiles.number(memory.resolve("memory.max_usage_in_bytes"));
  }

  @Override
  public boolean outOfMemory() {
    return GroupFiles.keyedBelow(memory, "memory.oom_control", "oom_kill") > 0;
  }

  @Override
  public boolean memoryExhausted() {
    return memoryPeakBytes() >= GroupFiles.number(memory.resolve("memory.limit_in_bytes"));
  }

  @Override
  public boolean outOfPids() {
    return GroupFiles.keyedBelow(pids, "pids.events", "max") > 0;
  }

  @Override
  public void kill() {
    GroupFiles.killAll(pids.resolve("cgroup.procs"));
  }

  @Override
  public boolean tryRemove() {
    return Stream.of(memory, pids, cpuacct)
        .map(GroupFiles::tryRemove)
        .reduce(true, Boolean::logicalAnd);
  }
}
