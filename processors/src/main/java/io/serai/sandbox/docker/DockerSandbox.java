package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
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
import io.serai.sandbox.cgroup.Cgroups;
import io.serai.sandbox.warm.Kind;
import io.serai.sandbox.warm.Kind.Fixed;
import io.serai.sandbox.warm.Limiter;
import io.serai.sandbox.warm.PooledRuns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
  private static final int CONNECTIONS = 128;

  private final String provider;
  private final String runtime;
  private final Limiter limiter;
  private final URI host;
  private final DockerClient engine;
  private final Cgroups cgroups;
  private final ImageCache images;
  private final Path runners;
  private final Clock clock = Clock.systemUTC();
  private final Reaper reaper;
  private @Nullable PooledRuns runs;

  private DockerSandbox(String provider, String runtime, Limiter limiter, URI host, Path runners) {
    this.provider = provider;
    this.runtime = runtime;
    this.limiter = limiter;
    this.host = host;
    this.runners = runners;
    engine = connect(host);
    images = new ImageCache(engine);
    reaper = new Reaper(engine, clock);
    cgroups = Cgroups.detect(group());
  }

  /**
   * The provider {@code docker} on one engine of this machine, with whose control groups it works.
   *
   * @param host the engine's socket, a {@code unix:} URI
   * @param runners holds the system call filter
   */
  public static DockerSandbox docker(URI host, Path runners) {
    return new DockerSandbox("docker", "runc", Limiter.HOST, host, runners);
  }

  /** The provider {@code gvisor}: as {@link #docker}, with a kernel of its own in each sandbox. */
  public static DockerSandbox gvisor(URI host, Path runners) {
    return new DockerSandbox("gvisor", "runsc", Limiter.GUEST, host, runners);
  }

  private String group() {
    return "serai-" + provider;
  }

  static DockerClient connect(URI host) {
    DockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build();
    return DockerClientImpl.getInstance(
        config,
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(host)
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(5))
            .build());
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
    try {
      Map<String, ?> runtimes = engine.infoCmd().exec().getRuntimes();
      if (runtimes == null || !runtimes.containsKey(runtime)) {
        return new Readiness(
            false, "engine at " + host + " has no runtime '" + runtime + "'; add it there");
      }
      return new Readiness(true, "engine at " + host + ", " + cgroups.describe());
    } catch (RuntimeException e) {
      return new Readiness(
          false, "no Docker engine at " + host + "; start one or set serai.docker.host");
    }
  }

  @Override
  public Set<Language> languages(String image) {
    if (!images.has(tag(image))) {
      return Set.of();
    }
    return PREFIXES.entrySet().stream()
        .filter(each -> image.startsWith(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void open(Supplier<WarmPolicy> policy) {
    reaper.open();
    try {
      Hardening hardening = Hardening.with(runtime, limiter, runners.resolve("seccomp.json"));
      Containers containers = new Containers(host, engine, cgroups, group(), hardening, clock);
      runs = new PooledRuns(containers, policy);
    } catch (IOException e) {
      throw new SandboxException("system call filter could not be read; " + e.getMessage(), e);
    }
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
      runs.close();
    }
    reaper.close();
    try {
      engine.close();
    } catch (IOException e) {
      throw new SandboxException("docker client could not be closed", e);
    }
  }
}
