package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Artifact;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Status;
import io.serai.job.StopReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a session keeps from one cell to the next, and what ends it. */
abstract class SandboxSessions extends SandboxNetwork {

  private static final Limits ROOMY = limits(20_000, 512, 128, 1 << 20);
  private static final Limits SHORT = limits(1_000, 512, 128, 1 << 20);

  private RunResult python(SandboxSession session, String code) throws InterruptedException {
    return session.run(cell(Language.PYTHON, code, ROOMY), RunObserver.NONE);
  }

  private RunResult node(SandboxSession session, String code) throws InterruptedException {
    return session.run(cell(Language.NODE, code, ROOMY), RunObserver.NONE);
  }

  @Test
  void keepsVariablesOfPython() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      RunResult first = python(session, "x = 41\nprint('set')");
      RunResult second = python(session, "x + 1");

      assertThat(first.status()).as(first.stderr()).isEqualTo(Status.SUCCEEDED);
      assertThat(first.stdout()).isEqualTo("set\n");
      assertThat(second.stdout()).isEmpty();
      assertThat(second.report().value()).isEqualTo("42");
      assertThat(second.exitCode()).isZero();
    }
  }

  @Test
  void keepsVariablesOfNode() throws Exception {
    try (SandboxSession session = openSession(Language.NODE, ROOMY)) {
      node(session, "const x = await Promise.resolve(41); console.log('set')");
      RunResult second = node(session, "x + 1");

      assertThat(second.status()).as(second.stderr()).isEqualTo(Status.SUCCEEDED);
      assertThat(second.report().value()).isEqualTo("42");
    }
  }

  @Test
  void goesOnAfterAnException() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      python(session, "def half(n):\n    return n / 0");
      RunResult failed = python(session, "kept = 7\nhalf(kept)");

      assertThat(failed.status()).isEqualTo(Status.FAILED);
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.stderr())
          .contains("\"cell-2.py\", line 2", "\"cell-1.py\", line 2", "return n / 0");
      assertThat(python(session, "kept").report().value()).isEqualTo("7");
      assertThat(python(session, "import sys; sys.exit(3)").status()).isEqualTo(Status.FAILED);
      assertThat(session.alive()).isTrue();
    }
    try (SandboxSession session = openSession(Language.NODE, ROOMY)) {
      RunResult failed = node(session, "const kept = 7;\nthrow new TypeError('wrong')");

      assertThat(failed.status()).isEqualTo(Status.FAILED);
      assertThat(failed.report().error()).isNotNull();
      assertThat(failed.stderr()).contains("TypeError: wrong", "cell-1.js");
      assertThat(node(session, "kept").report().value()).isEqualTo("7");
      assertThat(node(session, "(").status()).isEqualTo(Status.FAILED);
      assertThat(session.alive()).isTrue();
    }
  }

  @TestFactory
  List<DynamicTest> interruptsWithoutLosingTheSession() {
    return List.of(
        interrupted(Language.PYTHON, "kept = 7", "print('on', flush=True)\nwhile True: pass"),
        interrupted(
            Language.PYTHON,
            "kept = 7",
            "import subprocess\nprint('on', flush=True)\nsubprocess.run(['sleep', '600'])"),
        interrupted(Language.NODE, "kept = 7", "console.log('on'); while (true) {}"),
        interrupted(
            Language.NODE,
            "kept = 7",
            "console.log('on'); await new Promise(() => setInterval(() => {}, 9))"));
  }

  private DynamicTest interrupted(Language language, String before, String endless) {
    return DynamicTest.dynamicTest(
        language.word() + ": " + endless,
        () -> {
          try (SandboxSession session = openSession(language, ROOMY)) {
            session.run(cell(language, before, ROOMY), RunObserver.NONE);
            RunResult stopped =
                session.run(cell(language, endless, ROOMY), new StopsAtFirstOutput());

            assertThat(stopped.status()).isEqualTo(Status.CANCELLED);
            assertThat(stopped.stdout()).isEqualTo("on\n");
            assertThat(stopped.report().error()).as(stopped.toString()).isNotNull();
            assertThat(session.alive()).isTrue();
            assertThat(
                    session.run(cell(language, "kept", ROOMY), RunObserver.NONE).report().value())
                .isEqualTo("7");
          }
        });
  }

  /**
   * Stops a run a moment after its first output: Node heeds no signal in the instant between
   * computing and waiting, which is when it has just printed.
   */
  private static final class StopsAtFirstOutput implements RunObserver {

    private static final Executor SOON =
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final CompletableFuture<Runnable> stop = new CompletableFuture<>();

    @Override
    public void starting(Runnable kill) {
      stop.complete(kill);
    }

    @Override
    public void output(Stream stream, byte[] chunk) {
      SOON.execute(stop.join());
    }
  }

  @Test
  void interruptsAtALimitOfTheCell() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      python(session, "kept = 7");
      RunResult late =
          session.run(
              cell(Language.PYTHON, "import time\ntime.sleep(60)", SHORT), RunObserver.NONE);
      RunResult loud = python(session, "while True: print('x' * 1000)");

      assertThat(late.status()).isEqualTo(Status.TIMED_OUT);
      assertThat(late.stopReason()).isEqualTo(StopReason.WALL_TIME);
      assertThat(late.usage().wallMs()).isBetween(900L, 10_000L);
      assertThat(loud.status()).isEqualTo(Status.OUTPUT_LIMIT);
      assertThat(loud.stdout()).hasSize(1 << 20);
      assertThat(python(session, "kept").report().value()).isEqualTo("7");
    }
  }

  @Test
  void endsASessionThatDoesNotHeedAnInterrupt() throws Exception {
    String stubborn =
        """
        import signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True: time.sleep(1)
        """;
    SandboxSession session = openSession(Language.PYTHON, ROOMY);
    RunResult stopped = session.run(cell(Language.PYTHON, stubborn, SHORT), RunObserver.NONE);

    assertThat(stopped.status()).isEqualTo(Status.TIMED_OUT);
    assertThat(session.alive()).isFalse();
    session.close();
    awaitOnlyThoseThatWait();
  }

  @Test
  void endsWithItsInterpreter() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      assertThat(python(session, "import os; os._exit(4)").exitCode()).isEqualTo(4);
      assertThat(session.alive()).isFalse();
      assertThatThrownBy(() -> python(session, "1")).isInstanceOf(SandboxException.class);
    }
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      RunResult hungry = python(session, "data = []\nwhile True: data.append(bytearray(8 << 20))");
      assertThat(hungry.status()).isEqualTo(Status.OUT_OF_MEMORY);
      assertThat(session.alive()).isFalse();
    }
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      assertThat(python(session, "import os; os.closerange(3, 9)").status())
          .isEqualTo(Status.FAILED);
      assertThat(session.alive()).isFalse();
    }
  }

  @Test
  void computesOnlyWhileACellRuns() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      python(
          session,
          """
          import threading, time
          count = 0
          def work():
              global count
              while True:
                  count += 1
                  time.sleep(0.01)
          threading.Thread(target=work, daemon=True).start()
          """);
      int before = count(python(session, "time.sleep(0.2); count"));
      TimeUnit.MILLISECONDS.sleep(1_500);
      int after = count(python(session, "count"));

      assertThat(before).isGreaterThan(5);
      assertThat(after - before).isLessThan(50);
      assertThat(count(python(session, "time.sleep(0.2); count"))).isGreaterThan(after + 5);
    }
  }

  private static int count(RunResult result) {
    return Integer.parseInt(String.valueOf(result.report().value()));
  }

  @Test
  void bringsBackOnlyWhatTheCellMade() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      RunResult first =
          python(
              session,
              """
              import os, matplotlib.pyplot as plt
              os.makedirs('/sandbox/output')
              open('/sandbox/output/one.txt', 'w').write('1')
              plt.plot([1, 2])
              """);
      TimeUnit.MILLISECONDS.sleep(50);
      RunResult second = python(session, "open('/sandbox/output/two.txt', 'w').write('2')");

      assertThat(first.report().images()).hasSize(1);
      assertThat(first.artifacts()).extracting(Artifact::path).containsExactly("one.txt");
      assertThat(second.report().images()).isEmpty();
      assertThat(second.artifacts()).extracting(Artifact::path).containsExactly("two.txt");
    }
  }

  @Test
  void countsWhatEachCellUses() throws Exception {
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY)) {
      RunResult busy =
          python(
              session,
              "import time\nt = time.process_time()\nwhile time.process_time() < t + 0.5: pass");
      RunResult idle = python(session, "1");

      assertThat(busy.usage().cpuMs()).isBetween(200L, 3_000L);
      assertThat(idle.usage().cpuMs()).isLessThan(200);
    }
  }

  @Test
  void reachesFromEachCellWhatItMay() throws Exception {
    String fetch =
        "import urllib.request\nurllib.request.urlopen('http://"
            + origin.http()
            + "/hello').read()";
    String fetchOfNode = "await (await fetch('http://" + origin.http() + "/hello')).text()";
    try (SandboxSession session = openSession(Language.PYTHON, ROOMY, origin.http())) {
      for (int i = 0; i < 2; i++) {
        Run cell = cell(Language.PYTHON, fetch, ROOMY, origin.http());
        assertThat(session.run(cell, RunObserver.NONE).report().value()).isEqualTo("b'hello'");
      }
    }
    try (SandboxSession session = openSession(Language.NODE, ROOMY, origin.http())) {
      for (int i = 0; i < 2; i++) {
        Run cell = cell(Language.NODE, fetchOfNode, ROOMY, origin.http());
        RunResult answered = session.run(cell, RunObserver.NONE);
        assertThat(answered.report().value()).as(answered.toString()).isEqualTo("'hello'");
      }
    }
  }

  @Test
  void leavesNothingWhenItIsClosed() throws Exception {
    SandboxSession session = openSession(Language.PYTHON, ROOMY);
    python(session, "import subprocess\np = subprocess.Popen(['sleep', '600'])");
    session.close();

    assertThat(session.alive()).isFalse();
    awaitOnlyThoseThatWait();
  }
}
