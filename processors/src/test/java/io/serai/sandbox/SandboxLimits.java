package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What no job can make a sandbox do. */
abstract class SandboxLimits extends SandboxNetwork {

  @Test
  void countsWhatARunUses() throws Exception {
    RunResult result =
        python(
            "data = bytearray(64 << 20)\nfor _ in range(3_000_000):\n    pass\nprint(len(data))");

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.usage().cpuMs()).isBetween(20L, 20_000L);
    assertThat(result.usage().wallMs()).isGreaterThanOrEqualTo(20);
    assertThat(result.usage().memoryPeakBytes()).isBetween(64L << 20, 256L << 20);
  }

  @Test
  void stopsAtTheTimeLimitAndKeepsWhatWasPrinted() throws Exception {
    Limits short_ = limits(1_500, 256, 64, 1 << 20);
    RunResult result =
        run(
            Language.PYTHON,
            "import time\nprint('before', flush=True)\ntime.sleep(60)\nprint('after')",
            null,
            List.of(),
            short_,
            RunObserver.NONE);

    assertThat(result.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(result.signal()).isEqualTo("SIGKILL");
    assertThat(result.exitCode()).isNull();
    assertThat(result.stdout()).isEqualTo("before\n");
    assertThat(result.usage().wallMs()).isBetween(1_400L, 15_000L);
  }

  @Test
  void stopsChildrenAndDaemonsWithTheJob() throws Exception {
    RunResult result =
        python(
            """
            import os, time
            for _ in range(3):
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(600)
            print('parent ends')
            """);

    assertThat(result.stdout()).isEqualTo("parent ends\n");
    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    awaitOnlyThoseThatWait();
  }

  @Test
  void stopsAtTheMemoryLimit() throws Exception {
    RunResult result =
        run(
            Language.PYTHON,
            "data = []\nwhile True:\n    data.append(bytearray(8 << 20))",
            null,
            List.of(),
            limits(20_000, 128, 64, 1 << 20),
            RunObserver.NONE);

    assertThat(result.status()).isEqualTo(Status.OUT_OF_MEMORY);
  }

  @Test
  void holdsTheLimitOfProcesses() throws Exception {
    RunResult result =
        run(
            Language.PYTHON,
            """
            import os, time
            started = 0
            try:
                while True:
                    if os.fork() == 0:
                        time.sleep(600)
                    started += 1
            except OSError as e:
                print(started < 16, e.errno)
            """,
            null,
            List.of(),
            limits(20_000, 256, 16, 1 << 20),
            RunObserver.NONE);

    assertThat(result.stdout()).isEqualTo("True 11\n");
  }

  @Test
  void stopsAtTheOutputLimitToTheByte() throws Exception {
    RunResult result =
        run(
            Language.PYTHON,
            "import sys\nwhile True:\n    sys.stdout.write('x' * 1000)",
            null,
            List.of(),
            limits(20_000, 256, 64, 12_345),
            RunObserver.NONE);

    assertThat(result.status()).isEqualTo(Status.OUTPUT_LIMIT);
    assertThat(result.truncated()).isTrue();
    assertThat(result.stdout()).hasSize(12_345);
  }

  @Test
  void stopsAJobThatIsCancelled() throws Exception {
    CompletableFuture<Runnable> kill = new CompletableFuture<>();
    RunObserver observer =
        new RunObserver() {
          @Override
          public void starting(Runnable stop) {
            kill.complete(stop);
          }

          @Override
          public void output(Stream stream, byte[] chunk) {
            kill.join().run();
          }
        };
    RunResult result =
        run(
            Language.PYTHON,
            "import time\nprint('running', flush=True)\ntime.sleep(60)",
            null,
            List.of(),
            LIMITS,
            observer);

    assertThat(result.status()).isEqualTo(Status.CANCELLED);
    assertThat(result.stdout()).isEqualTo("running\n");
  }

  @Test
  void givesAJobNothingOfTheHubsEnvironment() throws Exception {
    RunResult result = python("import os\nprint(sorted(os.environ))");

    assertThat(result.stdout()).doesNotContain("SERAI", "JAVA", "MAVEN", "USER", "SUDO");
  }

  @Test
  void reachesNoNetwork() throws Exception {
    RunResult result = python("import socket\nprint([name for _, name in socket.if_nameindex()])");

    assertThat(result.stdout()).isEqualTo("['lo']\n");
  }

  @Test
  void canWriteOnlyToItsScratch() throws Exception {
    RunResult result =
        python(
            """
            import os
            for path in ('/usr/x', '/etc/x', '/x', '/opt/serai/x', '/tmp/x', '/sandbox/x'):
                try:
                    open(path, 'w').close()
                    print(path)
                except OSError:
                    pass
            print(os.getuid())
            """);

    assertThat(result.stdout()).isEqualTo("/tmp/x\n/sandbox/x\n1000\n");
  }
}
