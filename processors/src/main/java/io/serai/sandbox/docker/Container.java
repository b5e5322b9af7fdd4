package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import io.serai.sandbox.warm.Kind;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hardened container: created, started once, and gone when its supervisor ends. */
final class Container {

  private static final Logger LOG = LoggerFactory.getLogger(Container.class);
  private static final long MIB = 1L << 20;
  private static final long ONE_CPU = 1_000_000_000L;

  private final DockerClient engine;
  private final String id;

  private Container(DockerClient engine, String id) {
    this.engine = engine;
    this.id = id;
  }

  /**
   * Creates a container.
   *
   * @param hardening what every container of the provider is made with
   * @param cgroupParent the control group it is put into; empty for the engine's own
   * @param deadline as of {@link Labels#DEADLINE}
   */
  static Container create(
      DockerClient engine, Kind kind, Hardening hardening, String cgroupParent, long deadline) {
    String id =
        engine
            .createContainerCmd(DockerSandbox.tag(kind.image()))
            .withHostConfig(hostConfig(kind, hardening, cgroupParent))
            .withCmd(kind.word())
            .withUser("1000:1000")
            .withWorkingDir("/sandbox")
            .withLabels(Labels.of(deadline))
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withStdinOpen(true)
            // The hub's death closes it, and that ends the supervisor.
            .withStdInOnce(true)
            .exec()
            .getId();
    return new Container(engine, id);
  }

  private static HostConfig hostConfig(Kind kind, Hardening hardening, String cgroupParent) {
    String scratch = "rw,nosuid,nodev,size=" + kind.fixed().diskMb() + "m";
    HostConfig host =
        HostConfig.newHostConfig()
            .withRuntime(hardening.runtime())
            .withNetworkMode("none")
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(hardening.securityOptions())
            .withReadonlyRootfs(true)
            .withTmpFs(
                Map.of(
                    "/tmp", scratch + ",mode=1777",
                    "/sandbox", scratch + ",uid=1000,gid=1000,mode=755,exec"))
            .withNanoCPUs(ONE_CPU)
            .withAutoRemove(true)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withUlimits(List.of(new Ulimit("core", 0L, 0L)));
    if (cgroupParent.isEmpty()) {
      host.withMemory(kind.fixed().memoryMb() * MIB)
          .withMemorySwap(kind.fixed().memoryMb() * MIB)
          .withPidsLimit(kind.fixed().pids() + 1L);
    } else {
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

  /** Ends whatever runs in it and removes it; harmless when it is gone. */
  void remove() {
    try {
      engine.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      LOG.debug("container {} is gone already", id);
    }
  }
}
