package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Image;
import io.serai.job.JobFile;
import io.serai.job.Language;
import io.serai.job.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every sandbox provider does, within {@link SandboxLimits}. */
public abstract class SandboxContract extends SandboxLimits {

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
  void replacesBytesThatAreNotUtf8() throws Exception {
    assertThat(python("import os\nos.write(1, b'a\\xff\\n')").stdout()).isEqualTo("a\ufffd\n");
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
  void bringsBackWhatAJobDraws() throws Exception {
    RunResult result =
        python("import matplotlib.pyplot as plt\nplt.plot([1, 2, 4])\nplt.show()\nprint('drawn')");

    assertThat(result.stdout()).isEqualTo("drawn\n");
    assertThat(result.report().images()).hasSize(1);
    Image image = result.report().images().get(0);
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
    awaitOnlyThoseThatWait();
  }
}
