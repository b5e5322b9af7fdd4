package io.serai.sandbox;

import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox is asked to run.
 *
 * @param jobId names the run in logs
 * @param tenant on whose account it runs: no sandbox serves two
 * @param image the sandbox image; {@code host} means the host's own interpreters, read-only
 * @param language what the code is written in
 * @param code the program text
 * @param stdin given on standard input; absent means end of file at once
 * @param files laid into the working folder first
 * @param limits what it may use
 * @param network what it may reach
 * @param session in whose sandbox; absent for a sandbox of its own
 */
public record Run(
    JobId jobId,
    String tenant,
    String image,
    Language language,
    String code,
    @Nullable String stdin,
    List<JobFile> files,
    Limits limits,
    Network network,
    @Nullable SessionId session) {

  public Run {
    files = List.copyOf(files);
  }

  /** Whether all it does is to open its session. */
  public boolean opensSession() {
    return session != null && code.isEmpty();
  }
}
