package io.serai.sandbox.docker;

import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.policy.WarmPolicy;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import io.serai.sandbox.StartObserver;
import io.serai.sandbox.cgroup.Cgroups;
import io.serai.sandbox.warm.Kind;
import io.serai.sandbox.warm.Kind.Fixed;
import io.serai.sandbox.warm.Limiter;
import io.serai.sandbox.warm.PooledRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs jobs in hardened containers of a Docker engine, one container a sandbox. */
public final class DockerSandbox implements Sandbox {

  private static final Map<Language, String> PREFIXES =
      Map.of(Language.PYTHON, "python-", Language.NODE, "node-");

  private final String provider;
  private final String runtime;
  private final Limiter limiter;
  private final Engine engine;
  private final Cgroups cgroups;
  private final Path runners;
  private final Clock clock = Clock.systemUTC();
  private @Nullable PooledRuns runs;

  private DockerSandbox(
      String provider, String runtime, Limiter limiter, Engine engine, Path runners) {
    this.provider = provider;
    this.runtime = runtime;
    this.limiter = limiter;
    this.engine = engine;
    this.runners = runners;
    cgroups = Cgroups.detect(group());
  }

  /**
   * The provider {@code docker} on one engine of this machine, with whose control groups it works.
   *
   * @param engine closed by whoever has made it
   * @param runners holds the system call filter
   */
  public static DockerSandbox docker(Engine engine, Path runners) {
    return new DockerSandbox("docker", "runc", Limiter.HOST, engine, runners);
  }

  /** The provider {@code gvisor}: as {@link #docker}, with a kernel of its own in each sandbox. */
  public static DockerSandbox gvisor(Engine engine, Path runners) {
    return new DockerSandbox("gvisor", "runsc", Limiter.GUEST, engine, runners);
  }

  private String group() {
    return "serai-" + provider;
  }

  /** The engine's name of a sandbox image. */
  static String tag(String image) {
    return "serai/" + image + ":latest";
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public Readiness readiness() {
    Readiness found = engine.readiness(runtime);
    return found.ready() ? new Readiness(true, found.detail() + ", " + cgroups.describe()) : found;
  }

  @Override
  public Set<Language> languages(String image) {
    if (!engine.readiness(runtime).ready() || !engine.hasImage(tag(image))) {
      return Set.of();
    }
    return PREFIXES.entrySet().stream()
        .filter(each -> image.startsWith(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void open(Supplier<WarmPolicy> policy, StartObserver starts) {
    try {
      Hardening hardening = Hardening.with(runtime, limiter, runners.resolve("seccomp.json"));
      Containers containers = new Containers(engine, cgroups, group(), hardening, clock);
      runs = new PooledRuns(containers, policy, starts);
      engine.add(runs);
    } catch (IOException e) {
      throw new SandboxException("system call filter could not be read; " + e.getMessage(), e);
    }
  }

  @Override
  public int waiting(String image, Language language) {
    PooledRuns opened = runs;
    return opened == null ? 0 : opened.waiting(image, language);
  }

  @Override
  public int waiting(Language language) {
    PooledRuns opened = runs;
    return opened == null ? 0 : opened.waiting(language);
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    return opened().run(run, kind(run), observer);
  }

  @Override
  public SandboxSession openSession(Run opening) throws InterruptedException {
    return opened().openSession(opening, kind(opening));
  }

  private PooledRuns opened() {
    return Objects.requireNonNull(runs, "open has not been called");
  }

  private Kind kind(Run run) {
    Limits limits = run.limits();
    return Kind.of(
        run,
        cgroups.available()
            ? new Fixed(0, limits.diskMb(), 0)
            : new Fixed(limits.memoryMb(), limits.diskMb(), limits.pids()));
  }

  @Override
  public void close() {
    if (runs != null) {
      engine.remove(runs);
      runs.close();
    }
  }
}
