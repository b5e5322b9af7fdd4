package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Image;
import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every sandbox provider does, and what no job can make it do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit opens the sandbox before the first test.
public abstract class SandboxContract {

  private static final Limits LIMITS = new Limits(20_000, 256, 64, 1 << 20);

  private Sandbox sandbox;

  /** The provider under test; aborts the test with the reason where it cannot run here. */
  protected abstract Sandbox open();

  /** An image of the provider that runs the language. */
  protected abstract String image(Language language);

  /** What a finished run might have left on the machine, in words; empty when nothing. */
  protected abstract List<String> leftovers();

  @BeforeAll
  void openSandbox() {
    sandbox = open();
  }

  @AfterAll
  void closeSandbox() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @Test
  void givesBackBothStreamsAndTheExitCode() throws Exception {
    RunResult result =
        python("import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(3)");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.signal()).isNull();
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void showsTheJobsOwnLinesInATraceback() throws Exception {
    RunResult result = python("x = 1\nraise ValueError('wrong')");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("File \"main.py\", line 2")
        .endsWith("ValueError: wrong\n")
        .doesNotContain("runner.py");
  }

  @Test
  void namesTheSignalThatEndedAJob() throws Exception {
    RunResult result = python("import os\nos.abort()");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.signal()).isEqualTo("SIGABRT");
    assertThat(result.exitCode()).isNull();
  }

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
  void feedsStandardInput() throws Exception {
    RunResult result =
        run(
            Language.PYTHON,
            "print(input()[::-1])",
            "grüße\n",
            List.of(),
            LIMITS,
            RunObserver.NONE);

    assertThat(result.stdout()).isEqualTo("eßürg\n");
  }

  @Test
  void endsStandardInputAtOnceWhereAJobHasNone() throws Exception {
    assertThat(python("import sys\nprint(repr(sys.stdin.read()))").stdout()).isEqualTo("''\n");
    assertThat(node("console.log(JSON.stringify(require('fs').readFileSync(0, 'utf8')))").stdout())
        .isEqualTo("\"\"\n");
  }

  @Test
  void laysFilesIntoTheWorkingFolder() throws Exception {
    List<JobFile> files =
        List.of(
            new JobFile("data/numbers.txt", bytes("1 2 3")),
            new JobFile(
                "helper.py", bytes("def total(text):\n    return sum(map(int, text.split()))")));
    RunResult result =
        run(
            Language.PYTHON,
            "import helper\nprint(helper.total(open('data/numbers.txt').read()))",
            null,
            files,
            LIMITS,
            RunObserver.NONE);

    assertThat(result.stderr()).isEmpty();
    assertThat(result.stdout()).isEqualTo("6\n");
  }

  @Test
  void stopsAtTheTimeLimitAndKeepsWhatWasPrinted() throws Exception {
    Limits short_ = new Limits(1_500, 256, 64, 1 << 20);
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
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void stopsAtTheMemoryLimit() throws Exception {
    RunResult result =
        run(
            Language.PYTHON,
            "data = []\nwhile True:\n    data.append(bytearray(8 << 20))",
            null,
            List.of(),
            new Limits(20_000, 128, 64, 1 << 20),
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
            new Limits(20_000, 256, 16, 1 << 20),
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
            new Limits(20_000, 256, 64, 12_345),
            RunObserver.NONE);

    assertThat(result.status()).isEqualTo(Status.OUTPUT_LIMIT);
    assertThat(result.truncated()).isTrue();
    assertThat(result.stdout()).hasSize(12_345);
  }

  @Test
  void replacesBytesThatAreNotUtf8() throws Exception {
    assertThat(python("import os\nos.write(1, b'a\\xff\\n')").stdout()).isEqualTo("a\ufffd\n");
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
  void passesOutputOnAsItComes() throws Exception {
    List<String> chunks = new CopyOnWriteArrayList<>();
    RunObserver observer =
        new RunObserver() {
          @Override
          public void starting(Runnable stop) {}

          @Override
          public void output(Stream stream, byte[] chunk) {
            chunks.add(stream + ":" + new String(chunk, StandardCharsets.UTF_8));
          }
        };
    String code =
        """
        import sys, time
        print('one', flush=True)
        time.sleep(0.3)
        print('two', file=sys.stderr, flush=True)
        """;
    RunResult result = run(Language.PYTHON, code, null, List.of(), LIMITS, observer);

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(chunks).containsExactly("STDOUT:one\n", "STDERR:two\n");
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

  @Test
  void bringsBackWhatAJobDraws() throws Exception {
    RunResult result =
        python("import matplotlib.pyplot as plt\nplt.plot([1, 2, 4])\nplt.show()\nprint('drawn')");

    assertThat(result.stdout()).isEqualTo("drawn\n");
    assertThat(result.images()).hasSize(1);
    Image image = result.images().get(0);
    assertThat(image.mediaType()).isEqualTo("image/png");
    assertThat(image.data()).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void runsCommonJsAndModules() throws Exception {
    assertThat(node("console.log(typeof require('node:path').join)").stdout())
        .isEqualTo("function\n");
    assertThat(node("import path from 'node:path';\nconsole.log(path.posix.sep)").stdout())
        .isEqualTo("/\n");
    assertThat(node("console.log(await Promise.resolve(7))").stdout()).isEqualTo("7\n");
  }

  @Test
  void tellsWhereANodeProgramFailed() throws Exception {
    RunResult result = node("const x = 1;\nthrow new Error('wrong')");

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("main.cjs:2", "Error: wrong");
  }

  @Test
  void runsManyAtOnceApart() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> runs = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String code =
            "open('/sandbox/mine', 'x').write('" + i + "')\nprint(open('/sandbox/mine').read())";
        runs.add(() -> python(code).stdout());
      }
      List<String> outputs = new ArrayList<>();
      for (Future<String> output : threads.invokeAll(runs, 120, TimeUnit.SECONDS)) {
        outputs.add(output.get());
      }
      for (int i = 0; i < 16; i++) {
        assertThat(outputs.get(i)).isEqualTo(i + "\n");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(leftovers()).isEmpty();
  }

  private RunResult python(String code) throws InterruptedException {
    return run(Language.PYTHON, code, null, List.of(), LIMITS, RunObserver.NONE);
  }

  private RunResult node(String code) throws InterruptedException {
    Limits roomy = new Limits(20_000, 512, 128, 1 << 20);
    return run(Language.NODE, code, null, List.of(), roomy, RunObserver.NONE);
  }

  private RunResult run(
      Language language,
      String code,
      @Nullable String stdin,
      List<JobFile> files,
      Limits limits,
      RunObserver observer)
      throws InterruptedException {
    Run run =
        new Run(
            new JobId(UUID.randomUUID()),
            image(language),
            language,
            code,
            stdin,
            files,
            limits,
            Network.NONE);
    return sandbox.run(run, observer);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
