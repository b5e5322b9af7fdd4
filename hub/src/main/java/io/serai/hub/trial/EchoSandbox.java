package io.serai.hub.trial;

import io.serai.job.Language;
import io.serai.job.Usage;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import java.util.Set;
import java.util.stream.Stream;

/** A provider that prints the program it was to run. */
public record EchoSandbox(String provider) implements Sandbox {

  /** One in the place of every provider. */
  public static Stream<Sandbox> all() {
    return Stream.of("process", "docker", "gvisor").map(EchoSandbox::new);
  }

  @Override
  public Readiness readiness() {
    return new Readiness(true, "echoes");
  }

  @Override
  public Set<Language> languages(String image) {
    return Set.of(Language.values());
  }

  @Override
  public RunResult run(Run run, RunObserver observer) {
    return RunResult.printed(
        provider + " " + run.image() + ": " + run.code(), new Usage(10, 10, 1 << 20));
  }

  @Override
  public SandboxSession openSession(Run opening) {
    throw new SandboxException("provider '" + provider + "' keeps nothing from run to run");
  }

  @Override
  public void close() {}
}
