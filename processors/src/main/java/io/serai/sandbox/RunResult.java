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
}
