package io.serai.bench;

import io.serai.job.Language;
import io.serai.job.Usage;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A provider that starts a bubblewrap and a Python for each run, and limits nothing.
 *
 * @param provider under whose name
 */
record ColdSandbox(String provider) implements Sandbox {

  @Override
  public Readiness readiness() {
    return new Readiness(true, "starts anew for each run");
  }

  @Override
  public Set<Language> languages(String image) {
    return Set.of(Language.PYTHON);
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    long startedAt = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(Baselines.bubblewrapped(run.code()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      observer.starting(process::destroyForcibly);
      process.getOutputStream().close();
      byte[] printed = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new SandboxException("bubblewrap failed");
      }
      long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      return RunResult.printed(
          new String(printed, StandardCharsets.UTF_8), new Usage(wallMs, wallMs, 1 << 20));
    } catch (IOException e) {
      throw new SandboxException("bubblewrap could not be started; " + e.getMessage(), e);
    }
  }

  @Override
  public SandboxSession openSession(Run opening) {
    throw new SandboxException("nothing is kept from run to run");
  }

  @Override
  public void close() {}
}
