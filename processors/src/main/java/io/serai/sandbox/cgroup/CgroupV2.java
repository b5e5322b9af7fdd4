package io.serai.sandbox.cgroup;

import io.serai.job.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A sandbox's group in the one hierarchy of version 2. */
final class CgroupV2 implements Cgroup {

  private static final long MIB = 1L << 20;

  private final Path group;

  private CgroupV2(Path group) {
    this.group = group;
  }

  static Cgroup create(Path parent, String name) throws IOException {
    return new CgroupV2(Files.createDirectory(parent.resolve(name)));
  }

  @Override
  public void add(long processId) throws IOException {
    set("cgroup.procs", processId);
  }

  @Override
  public void limit(Limits limits, boolean processes) throws IOException {
    set("memory.max", limits.memoryMb() * MIB);
    if (Files.exists(group.resolve("memory.swap.max"))) {
      set("memory.swap.max", 0);
    }
    if (processes) {
      // One more for the supervisor.
      set("pids.max", limits.pids() + 1L);
    }
  }

  private void set(String file, long value) throws IOException {
    Files.writeString(group.resolve(file), String.valueOf(value));
  }

  @Override
  public long cpuMs() {
    return TimeUnit.MICROSECONDS.toMillis(
        GroupFiles.keyed(group.resolve("cpu.stat"), "usage_usec"));
  }

  @Override
  public long memoryPeakBytes() {
    return GroupFiles.number(group.resolve("memory.peak"));
  }

  @Override
  public boolean outOfMemory() {
    return GroupFiles.keyed(group.resolve("memory.events"), "oom_kill") > 0;
  }

  @Override
  public boolean memoryExhausted() {
    return GroupFiles.keyed(group.resolve("memory.events"), "oom") > 0;
  }

  @Override
  public boolean outOfPids() {
    return GroupFiles.keyedBelow(group, "pids.events", "max") > 0;
  }

  @Override
  public void kill() {
    try {
      Files.writeString(group.resolve("cgroup.kill"), "1");
    } catch (IOException e) {
      // Kernels before 5.14 have no such file.
      GroupFiles.killAll(group.resolve("cgroup.procs"));
    }
  }

  @Override
  public boolean tryRemove() {
    return GroupFiles.tryRemove(group);
  }
}
