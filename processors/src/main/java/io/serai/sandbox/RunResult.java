package io.serai.sandbox;

import io.serai.job.Image;
import io.serai.job.Status;
import io.serai.job.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param status one of succeeded, failed, timed_out, out_of_memory, output_limit, killed, cancelled
 * @param exitCode the program's exit code; absent when a signal ended it
 * @param signal the signal that ended it, such as {@code SIGKILL}
 * @param stdout what it printed, cut at the limit; bytes that are not UTF-8 are replaced
 * @param stderr what it printed to standard error, cut at the limit
 * @param truncated whether output was cut
 * @param images the pictures it drew
 * @param usage what it used, as the kernel counted it
 */
public record RunResult(
    Status status,
    @Nullable Integer exitCode,
    @Nullable String signal,
    String stdout,
    String stderr,
    boolean truncated,
    List<Image> images,
    Usage usage) {

  public RunResult {
    images = List.copyOf(images);
  }

  /**
   * How a run ended whose last process is gone.
   *
   * @param exitCode as a shell gives it: 128 and the signal's number where a signal ended it
   * @param stopped why the sandbox stopped it; absent when it ended by itself
   * @param outOfMemory whether the kernel killed a process of it for want of memory
   */
  public static RunResult ended(
      int exitCode,
      @Nullable Status stopped,
      boolean outOfMemory,
      CapturedOutput output,
      Report report,
      Usage usage) {
    String signal = stopped != null ? "SIGKILL" : Signals.of(exitCode);
    return new RunResult(
        stopped != null ? stopped : ownEnd(exitCode, outOfMemory),
        signal == null ? exitCode : null,
        signal,
        output.stdout(),
        output.stderr(),
        output.truncated(),
        report.images(),
        usage);
  }

  private static Status ownEnd(int exitCode, boolean outOfMemory) {
    if (exitCode == 0) {
      return Status.SUCCEEDED;
    }
    return outOfMemory ? Status.OUT_OF_MEMORY : Status.FAILED;
  }
}
