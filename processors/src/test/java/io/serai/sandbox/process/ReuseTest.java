package io.serai.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serai.job.Destination;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Status;
import io.serai.policy.WarmPolicy;
import io.serai.policy.WarmPolicy.Reuse;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets a sandbox that has been used. */
class ReuseTest {

  /** A namespace's number is used again, but not with the same start of its first process. */
  private static final String SANDBOX =
      """
      import os
      os.readlink('/proc/self/ns/pid') + open('/proc/1/stat').read().split()[21]
      """;

  private static final String LEAVE =
      """
      import os
      for folder in ('/sandbox', '/tmp', '/dev/shm'):
          open(folder + '/mine', 'w').close()
      secret = 7
      os.readlink('/proc/self/ns/pid') + open('/proc/1/stat').read().split()[21]
      """;
  private static final String LOOK =
      """
      import os
      found = [f for f in ('/sandbox', '/tmp', '/dev/shm') if os.path.exists(f + '/mine')]
      sandbox = os.readlink('/proc/self/ns/pid') + open('/proc/1/stat').read().split()[21]
      (sandbox, found, 'secret' in globals())
      """;

  @Test
  void givesEachJobASandboxOfItsOwnByDefault() throws Exception {
    try (ProcessSandbox sandbox = open(Reuse.JOB, 50)) {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 6; i++) {
        seen.add(value(sandbox, "a", SANDBOX));
      }
      assertThat(seen).hasSize(6);
    }
  }

  @Test
  void letsATenantsJobsShareOneThatIsCleaned() throws Exception {
    try (ProcessSandbox sandbox = open(Reuse.TENANT, 50)) {
      String first = value(sandbox, "a", LEAVE);

      assertThat(value(sandbox, "a", LOOK)).isEqualTo("(" + first + ", [], False)");
      assertThat(value(sandbox, "b", SANDBOX)).isNotEqualTo(first);
    }
  }

  @Test
  void doesNotShareOneThatHitALimit() throws Exception {
    try (ProcessSandbox sandbox = open(Reuse.TENANT, 50)) {
      String first = value(sandbox, "a", SANDBOX);
      assertThat(run(sandbox, "a", "while True: print('x' * 1000)").status())
          .isEqualTo(Status.OUTPUT_LIMIT);

      assertThat(value(sandbox, "a", SANDBOX)).isNotEqualTo(first);
    }
  }

  @Test
  void takesTheProxyAwayAfterEachJob() throws Exception {
    String program =
        """
        import os, socket
        found = socket.socket().connect_ex(('127.0.0.1', 3128)) == 0
        (os.readlink('/proc/self/ns/pid'), found, 'http_proxy' in os.environ)
        """;
    Network network = new Network(List.of(new Destination("127.0.0.1", 1)));
    try (ProcessSandbox sandbox = open(Reuse.TENANT, 50)) {
      for (int i = 0; i < 3; i++) {
        assertThat(value(sandbox, program, network)).endsWith(", True, True)");
        assertThat(value(sandbox, program, Network.NONE)).endsWith(", False, False)");
      }
      assertThat(value(sandbox, program, network).replace("True", ""))
          .isEqualTo(value(sandbox, program, Network.NONE).replace("False", ""));
    }
  }

  private static String value(ProcessSandbox sandbox, String code, Network network)
      throws InterruptedException {
    return String.valueOf(run(sandbox, "a", code, network).report().value());
  }

  @Test
  void variesWhatAForkWouldShare() throws Exception {
    String program =
        """
        import os, random, tempfile, uuid
        (random.random(), os.getpid(), tempfile.mktemp(), uuid.uuid4())
        """;
    try (ProcessSandbox sandbox = open(Reuse.JOB, 50)) {
      String one = value(sandbox, "a", program);
      String other = value(sandbox, "a", program);

      assertThat(parts(one)).doesNotContainAnyElementsOf(parts(other));
    }
  }

  @Test
  void variesTheHashSeedWithTheTemplate() throws Exception {
    try (ProcessSandbox sandbox = open(Reuse.JOB, 1)) {
      assertThat(value(sandbox, "a", "hash('serai')"))
          .isNotEqualTo(value(sandbox, "a", "hash('serai')"));
    }
  }

  private static List<String> parts(String tuple) {
    return List.of(tuple.replaceAll("[()]", "").split(", ", -1));
  }

  private static ProcessSandbox open(Reuse reuse, int forks) {
    ProcessSandbox sandbox = new ProcessSandbox(Path.of("../sandbox-images/runners"));
    assumeTrue(sandbox.readiness().ready(), () -> sandbox.readiness().detail());
    sandbox.open(() -> new WarmPolicy(reuse, 1, 2, 60_000, forks, 5));
    return sandbox;
  }

  private static String value(ProcessSandbox sandbox, String tenant, String code)
      throws InterruptedException {
    RunResult result = run(sandbox, tenant, code);
    assertThat(result.status()).as(result.stderr()).isEqualTo(Status.SUCCEEDED);
    return String.valueOf(result.report().value());
  }

  private static RunResult run(ProcessSandbox sandbox, String tenant, String code)
      throws InterruptedException {
    return run(sandbox, tenant, code, Network.NONE);
  }

  private static RunResult run(ProcessSandbox sandbox, String tenant, String code, Network network)
      throws InterruptedException {
    Run run =
        new Run(
            new JobId(UUID.randomUUID()),
            tenant,
            ProcessSandbox.IMAGE,
            Language.PYTHON,
            code,
            null,
            List.of(),
            new Limits(10_000, 10_000, 256, 64, 32, 64, 256, 10_000),
            network,
            null);
    return sandbox.run(run, RunObserver.NONE);
  }
}
