package io.serai.job;

/**
 * What one run may use before it is stopped.
 *
 * @param timeoutMs wall time, milliseconds
 * @param memoryMb resident memory of all its processes, MiB
 * @param pids processes and threads alive at once
 * @param outputBytes bytes of stdout and stderr together
 */
public record Limits(long timeoutMs, int memoryMb, int pids, long outputBytes) {

  public Limits {
    requirePositive("timeoutMs", timeoutMs);
    requirePositive("memoryMb", memoryMb);
    requirePositive("pids", pids);
    requirePositive("outputBytes", outputBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
