package io.serai.sandbox.cgroup;

import io.serai.job.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run's groups in the separate hierarchies of version 1. */
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

  static Cgroup create(Path root, String parent, String name, Limits limits) throws IOException {
    CgroupV1 group =
        new CgroupV1(
            Files.createDirectory(root.resolve("memory").resolve(parent).resolve(name)),
            Files.createDirectory(root.resolve("pids").resolve(parent).resolve(name)),
            Files.createDirectory(root.resolve("cpuacct").resolve(parent).resolve(name)));
    String bytes = String.valueOf(limits.memoryMb() * MIB);
    Files.writeString(group.memory.resolve("memory.limit_in_bytes"), bytes);
    Path withSwap = group.memory.resolve("memory.memsw.limit_in_bytes");
    if (Files.exists(withSwap)) {
      Files.writeString(withSwap, bytes);
    }
    Files.writeString(group.pids.resolve("pids.max"), String.valueOf(limits.pids()));
    return group;
  }

  @Override
  public List<Path> joinFiles() {
    return List.of(
        memory.resolve("cgroup.procs"),
        pids.resolve("cgroup.procs"),
        cpuacct.resolve("cgroup.procs"));
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
    return GroupFiles.keyed(memory.resolve("memory.oom_control"), "oom_kill") > 0;
  }

  @Override
  public void kill() {
    GroupFiles.killAll(pids.resolve("cgroup.procs"));
  }

  @Override
  public void close() {
    kill();
    GroupFiles.remove(memory);
    GroupFiles.remove(pids);
    GroupFiles.remove(cpuacct);
  }
}
