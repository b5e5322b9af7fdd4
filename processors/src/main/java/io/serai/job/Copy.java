package io.serai.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several places made of a job.
 *
 * @param placement the place
 * @param status how the run ended there
 * @param exitCode the program's exit code; absent when it did not exit by itself
 * @param usage what it used there
 * @param amount what it costs there, in the currency of the result
 * @param differsIn the fields in which it differs from the result: of {@code status}, {@code
 *     exitCode}, {@code stdout} and {@code value}
 */
public record Copy(
    Placement placement,
    Status status,
    @Nullable Integer exitCode,
    Usage usage,
    java.math.BigDecimal amount,
    List<String> differsIn) {

  public Copy {
    differsIn = List.copyOf(differsIn);
  }
}
