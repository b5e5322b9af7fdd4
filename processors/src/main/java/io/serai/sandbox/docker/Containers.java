package io.serai.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.serai.sandbox.Owner;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.cgroup.Cgroups;
import io.serai.sandbox.channel.Channel;
import io.serai.sandbox.channel.Frame;
import io.serai.sandbox.warm.Kind;
import io.serai.sandbox.warm.Maker;
import io.serai.sandbox.warm.WarmSandbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a container ready for each sandbox. Thread-safe. */
final class Containers implements Maker {

  /** How long a container may be created and not yet started. */
  private static final Duration START = Duration.ofMinutes(2);

  private final Engine engine;
  private final Cgroups cgroups;
  private final String parent;
  private final Hardening hardening;
  private final Clock clock;

  /**
   * Containers of one engine.
   *
   * @param parent the control group under which each gets its own
   */
  Containers(Engine engine, Cgroups cgroups, String parent, Hardening hardening, Clock clock) {
    this.engine = engine;
    this.cgroups = cgroups;
    this.parent = parent;
    this.hardening = hardening;
    this.clock = clock;
  }

  @Override
  public WarmSandbox make(Kind kind) throws IOException {
    String name = Owner.name(UUID.randomUUID().toString());
    Cgroup cgroup = cgroups.create(name).orElse(null);
    String group = cgroup == null ? "" : "/" + parent + "/" + name;
    try {
      return start(kind, create(kind, group), cgroup);
    } catch (IOException | DockerException e) {
      if (cgroup != null) {
        cgroup.tryRemove();
      }
      throw new IOException("container could not be made; " + e.getMessage(), e);
    }
  }

  private Container create(Kind kind, String group) {
    long deadline = clock.instant().plus(START).toEpochMilli();
    return Container.create(engine.client(), kind, hardening, group, deadline);
  }

  private WarmSandbox start(Kind kind, Container container, @Nullable Cgroup cgroup)
      throws IOException {
    try {
      Channel channel = new Channel(AttachedStream.open(engine.host(), container.id()));
      container.start();
      channel.send(Frame.PREPARE);
      channel.await(Frame.READY);
      return new WarmSandbox(
          container.id(), kind, channel, cgroup, hardening.limiter(), container::remove);
    } catch (IOException | DockerException e) {
      container.remove();
      throw e;
    }
  }
}
