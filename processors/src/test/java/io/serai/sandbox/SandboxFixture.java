package io.serai.sandbox;

import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A provider under test, and the means to run things in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit opens the sandbox before the first test.
abstract class SandboxFixture {

  static final Limits LIMITS = new Limits(20_000, 256, 64, 1 << 20);

  private Sandbox sandbox;
  private List<String> before = List.of();

  /** The provider under test; aborts the test with the reason where it cannot run here. */
  protected abstract Sandbox open();

  /** An image of the provider that runs the language. */
  protected abstract String image(Language language);

  /** What runs of the provider leave on the machine while they are there, in words. */
  protected abstract List<String> traces();

  /** What finished runs of this test have left; empty when nothing. */
  List<String> leftovers() {
    return traces().stream().filter(trace -> !before.contains(trace)).toList();
  }

  @BeforeAll
  void openSandbox() {
    sandbox = open();
    before = traces();
  }

  @AfterAll
  void closeSandbox() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  RunResult python(String code) throws InterruptedException {
    return run(Language.PYTHON, code, null, List.of(), LIMITS, RunObserver.NONE);
  }

  RunResult node(String code) throws InterruptedException {
    Limits roomy = new Limits(20_000, 512, 128, 1 << 20);
    return run(Language.NODE, code, null, List.of(), roomy, RunObserver.NONE);
  }

  RunResult run(
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
