package io.serai.sandbox;

import io.serai.job.Artifact;
import io.serai.job.Status;
import io.serai.job.StopReason;
import io.serai.job.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param status one of succeeded, failed, timed_out, out_of_memory, output_limit, killed, cancelled
 * @param stopReason the limit that ended it; absent when none did
 * @param exitCode the program's exit code; absent when a signal ended it
 * @param signal the signal that ended it, such as {@code SIGKILL}
 * @param stdout what it printed, cut at the limit; bytes that are not UTF-8 are replaced
 * @param stderr what it printed to standard error, cut at the limit
 * @param truncated whether output or artifacts were cut
 * @param report the value, the exception and the pictures
 * @param artifacts the files it left in its output folder
 * @param usage what it used, as the kernel counted it
 */
public record RunResult(
    Status status,
    @Nullable StopReason stopReason,
    @Nullable Integer exitCode,
    @Nullable String signal,
    String stdout,
    String stderr,
    boolean truncated,
    Report report,
    List<Artifact> artifacts,
    Usage usage) {

  public RunResult {
    artifacts = List.copyOf(artifacts);
  }

  /** A program that was cancelled before it ran. */
  public static RunResult cancelled() {
    return new RunResult(
        Status.CANCELLED, null, null, null, "", "", false, Report.EMPTY, List.of(), Usage.NONE);
  }

  /** A program that printed something, and no more, and succeeded. */
  public static RunResult printed(String stdout, Usage usage) {
    return new RunResult(
        Status.SUCCEEDED, null, 0, null, stdout, "", false, Report.EMPTY, List.of(), usage);
  }
}
