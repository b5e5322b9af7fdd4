package io.serai.hub.kubernetes;

import io.serai.job.Destination;
import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.sandbox.Run;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Runs as the recipients stage makes them. */
final class TestRuns {

  private static final Limits LIMITS = new Limits(1500, 1000, 128, 64, 32, 16, 64, 1000);

  private TestRuns() {}

  /** The same code is the same job. */
  static Run run(String code, List<JobFile> files) {
    return run(code, files, Network.NONE);
  }

  static Run reaching(Destination destination) {
    return run("1", List.of(), new Network(List.of(destination)));
  }

  private static Run run(String code, List<JobFile> files, Network network) {
    return new Run(
        new JobId(UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8))),
        "default",
        "python-3.11",
        Language.PYTHON,
        code,
        null,
        files,
        LIMITS,
        network,
        null);
  }
}
