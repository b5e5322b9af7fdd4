package io.serai.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process and its hub hold at one moment of what a leak would let grow.
 *
 * @param openFiles file descriptors
 * @param threads of the JVM
 * @param processes below this one: sandboxes that wait, and the database
 * @param mounts that this process sees
 * @param controlGroups of sandboxes
 * @param scratchFiles in the folder for temporary files
 * @param heapMib in use after a collection
 */
record Holdings(
    long openFiles,
    int threads,
    long processes,
    long mounts,
    long controlGroups,
    long scratchFiles,
    long heapMib) {

  /** Of both versions: a hierarchy of its own for processes, or one for all. */
  private static final List<Path> GROUPS =
      Stream.of("serai", "serai-docker", "serai-gvisor")
          .flatMap(
              each ->
                  Stream.of(Path.of("/sys/fs/cgroup/pids", each), Path.of("/sys/fs/cgroup", each)))
          .toList();

  static Holdings now() throws IOException {
    System.gc();
    return new Holdings(
        entries(Path.of("/proc/self/fd")),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ProcessHandle.current().descendants().count(),
        Files.readAllLines(Path.of("/proc/self/mountinfo")).size(),
        foundGroups(),
        entries(Path.of(System.getProperty("java.io.tmpdir"))),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
  }

  private static long foundGroups() throws IOException {
    long count = 0;
    for (Path group : GROUPS) {
      count += Files.isDirectory(group) ? folders(group) : 0;
    }
    return count;
  }

  private static long folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).count();
    }
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.count();
    }
  }
}
