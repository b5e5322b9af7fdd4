package io.serai.job;

/**
 * What one run may use before it is stopped.
 *
 * @param timeoutMs wall time, milliseconds
 * @param cpuMs CPU time of all its processes, milliseconds
 * @param memoryMb resident memory of all its processes and the files they write, MiB
 * @param diskMb all the files it writes together, MiB
 * @param fileMb the largest file it writes, MiB
 * @param pids processes and threads alive at once
 * @param openFiles files open at once in one process
 * @param outputBytes bytes of stdout and stderr together
 */
public record Limits(
    long timeoutMs,
    long cpuMs,
    int memoryMb,
    int diskMb,
    int fileMb,
    int pids,
    int openFiles,
    long outputBytes) {

  public Limits {
    requirePositive("timeoutMs", timeoutMs);
    requirePositive("cpuMs", cpuMs);
    requirePositive("memoryMb", memoryMb);
    requirePositive("diskMb", diskMb);
    requirePositive("fileMb", fileMb);
    requirePositive("pids", pids);
    requirePositive("openFiles", openFiles);
    requirePositive("outputBytes", outputBytes);
  }

  /** The same, but for the wall time. */
  public Limits endingIn(long milliseconds) {
    return new Limits(milliseconds, cpuMs, memoryMb, diskMb, fileMb, pids, openFiles, outputBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
