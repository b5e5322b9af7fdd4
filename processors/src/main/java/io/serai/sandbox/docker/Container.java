package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import io.serai.sandbox.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hardened container: created, never started twice, always removed. */
final class Container implements AutoCloseable {

  /** The label that names the job, by which leftovers are found. */
  static final String LABEL = "io.serai.job";

  private static final Logger LOG = LoggerFactory.getLogger(Container.class);
  private static final long MIB = 1L << 20;
  private static final long ONE_CPU = 1_000_000_000L;
  private static final String SCRATCH = "rw,nosuid,nodev,size=64m,mode=1777";
  private static final long REPORT_BYTES = 32 * MIB;

  private final DockerClient engine;
  private final String id;

  /**
   * The files a container shares with the hub.
   *
   * @param input what its runner reads from standard input; a file, because the client library
   *     cannot end an attached stream
   * @param report what its runner reports
   */
  record Mounts(Path input, Path report) {}

  private Container(DockerClient engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  static Container create(
      DockerClient engine, Run run, Mounts mounts, String cgroupParent, Instant deadline) {
    CreateContainerResponse created =
        engine
            .createContainerCmd(DockerSandbox.tag(run.image()))
            .withHostConfig(hostConfig(run, mounts, cgroupParent))
            .withUser("1000:1000")
            .withWorkingDir("/sandbox")
            .withLabels(
                Map.of(
                    LABEL,
                    run.jobId().toString(),
                    Reaper.DEADLINE,
                    String.valueOf(deadline.toEpochMilli())))
            .withEnv(
                "MPLBACKEND=module://serai_backend",
                "MPLCONFIGDIR=/tmp",
                "HOME=/sandbox",
                "SERAI_REPORT=/run/report")
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec();
    return new Container(engine, created.getId());
  }

  private static HostConfig hostConfig(Run run, Mounts mounts, String cgroupParent) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode("none")
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withReadonlyRootfs(true)
            .withTmpFs(Map.of("/tmp", SCRATCH, "/sandbox", SCRATCH + ",uid=1000,gid=1000,exec"))
            .withMemory(run.limits().memoryMb() * MIB)
            .withMemorySwap(run.limits().memoryMb() * MIB)
            .withPidsLimit((long) run.limits().pids())
            .withNanoCPUs(ONE_CPU)
            .withInit(true)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withUlimits(
                List.of(
                    new Ulimit("core", 0L, 0L),
                    new Ulimit("nofile", 1024L, 1024L),
                    new Ulimit("fsize", REPORT_BYTES, REPORT_BYTES)))
            .withBinds(
                new Bind(mounts.input().toString(), new Volume("/run/input"), AccessMode.ro),
                new Bind(mounts.report().toString(), new Volume("/run/report"), AccessMode.rw));
    if (!cgroupParent.isEmpty()) {
      host.withCgroupParent(cgroupParent);
    }
    return host;
  }

  String id() {
    return id;
  }

  void start() {
    engine.startContainerCmd(id).exec();
  }

  /** Kills whatever runs in it; harmless when nothing does. */
  void kill() {
    try {
      engine.killContainerCmd(id).exec();
    } catch (DockerException e) {
      LOG.debug("container {} had ended", id);
    }
  }

  @Override
  public void close() {
    try {
      engine.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      LOG.warn("container '{}' could not be removed: {}", id, e.getMessage());
    }
  }
}
