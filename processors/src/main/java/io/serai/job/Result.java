package io.serai.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical result: what is stored, and what whoever asked gets back.
 *
 * @param jobId the job it belongs to
 * @param status how it ended
 * @param stopReason the limit that ended it; absent when none did
 * @param exitCode the program's exit code; absent when it did not exit by itself
 * @param signal the signal that ended it, such as {@code SIGKILL}
 * @param stdout what it printed; bytes that are not UTF-8 are replaced
 * @param stderr what it printed to standard error
 * @param truncated whether output or artifacts were cut at the limit
 * @param value the value of the program's last expression, as its runtime prints it; absent when
 *     there is none
 * @param error the exception that ended it; absent when none did
 * @param images the pictures it drew
 * @param artifacts the files it left in its output folder
 * @param usage what it used
 * @param cost what it costs
 * @param verdict what moderation said; absent when it was never asked
 * @param placement where it ran; absent when it did not
 * @param copies what each of several places made of it; empty when it ran in one
 * @param reason why it was refused, stopped or failed; absent when it ran to its end
 * @param policies the digest of the policies that it walked under; absent when it ended without a
 *     walk
 * @param timings per stage
 * @param traceId W3C trace id, 32 hex digits
 * @param labels the sender's own words
 */
@JsonIgnoreProperties(ignoreUnknown = true) // A newer hub may have stored it.
public record Result(
    JobId jobId,
    Status status,
    @Nullable StopReason stopReason,
    @Nullable Integer exitCode,
    @Nullable String signal,
    String stdout,
    String stderr,
    boolean truncated,
    @Nullable String value,
    @Nullable Failure error,
    List<Image> images,
    List<Artifact> artifacts,
    Usage usage,
    Cost cost,
    @Nullable Verdict verdict,
    @Nullable Placement placement,
    List<Copy> copies,
    @Nullable Reason reason,
    @Nullable String policies,
    List<Timing> timings,
    String traceId,
    Map<String, String> labels) {

  public Result {
    images = List.copyOf(images);
    // Results stored by earlier builds have neither.
    copies = copies == null ? List.of() : List.copyOf(copies);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    timings = List.copyOf(timings);
    labels = Map.copyOf(labels);
  }
}
