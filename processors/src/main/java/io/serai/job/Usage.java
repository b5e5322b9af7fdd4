package io.serai.job;

/**
 * What a run used, as the kernel counted it.
 *
 * @param wallMs wall time, milliseconds
 * @param cpuMs CPU time of all its processes, milliseconds
 * @param memoryPeakBytes the most memory its processes held together, bytes
 */
public record Usage(long wallMs, long cpuMs, long memoryPeakBytes) {

  /** Nothing ran. */
  public static final Usage NONE = new Usage(0, 0, 0);
}
