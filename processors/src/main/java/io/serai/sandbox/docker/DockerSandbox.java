package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.serai.job.Language;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SharedFiles;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.cgroup.Cgroups;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs jobs in containers of a Docker engine, one hardened container a job. */
public final class DockerSandbox implements Sandbox {

  private static final String PARENT = "serai-docker";
  private static final Map<Language, String> PREFIXES =
      Map.of(Language.PYTHON, "python-", Language.NODE, "node-");
  private static final int CONNECTIONS = 128;

  /** How long after its time limit a container may still be its hub's. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final Clock clock = Clock.systemUTC();
  private final URI host;
  private final DockerClient engine;
  private final Cgroups cgroups = Cgroups.detect(PARENT);
  private final SharedFiles files;
  private final ImageCache images;
  private final Reaper reaper;
  private final ExecutorService killers = Executors.newCachedThreadPool();

  /**
   * A provider on one engine of this machine, with whose files and control groups it works.
   *
   * @param host the engine's socket, a {@code unix:} URI
   */
  public DockerSandbox(URI host) {
    this.host = host;
    this.files = SharedFiles.empty();
    this.engine = connect(host);
    this.images = new ImageCache(engine);
    this.reaper = new Reaper(engine, clock);
    reaper.open();
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
    return "docker";
  }

  @Override
  public Readiness readiness() {
    try {
      engine.pingCmd().exec();
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
    Set<Language> languages = ConcurrentHashMap.newKeySet();
    PREFIXES.forEach(
        (language, prefix) -> {
          if (image.startsWith(prefix)) {
            languages.add(language);
          }
        });
    return Set.copyOf(languages);
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    Container.Mounts mounts = new Container.Mounts(files.newInput(run), files.newReport());
    String name = run.jobId() + "-" + System.nanoTime();
    try {
      Optional<Cgroup> cgroup = cgroups.create(name, run.limits());
      String parent = cgroup.isPresent() ? "/" + PARENT + "/" + name : "";
      try (Container container = Container.create(engine, run, mounts, parent, deadline(run))) {
        return new ContainerRun(engine, run, observer, cgroup.orElse(null), killers)
            .await(container, mounts.report());
      } finally {
        cgroup.ifPresent(Cgroup::close);
      }
    } catch (DockerException | IOException e) {
      throw new SandboxException("docker sandbox failed; " + e.getMessage(), e);
    } finally {
      files.delete(mounts.input());
      files.delete(mounts.report());
    }
  }

  private Instant deadline(Run run) {
    return clock.instant().plusMillis(run.limits().timeoutMs()).plus(GRACE);
  }

  @Override
  public void close() {
    reaper.close();
    killers.shutdown();
    try {
      engine.close();
    } catch (IOException e) {
      throw new SandboxException("docker client could not be closed", e);
    } finally {
      files.close();
    }
  }
}
