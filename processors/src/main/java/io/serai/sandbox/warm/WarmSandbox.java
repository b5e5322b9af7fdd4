package io.serai.sandbox.warm;

import io.serai.sandbox.Run;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.channel.Channel;
import io.serai.sandbox.channel.Frame;
import io.serai.sandbox.channel.JobFrame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox whose interpreter waits for a job. Used by one run at a time. */
public final class WarmSandbox {

  private static final Logger LOG = LoggerFactory.getLogger(WarmSandbox.class);

  private final String name;
  private final Kind kind;
  private final Channel channel;
  private final @Nullable Cgroup cgroup;
  private final Limiter limiter;
  private final Runnable destroyer;

  /**
   * A sandbox that is ready.
   *
   * @param name by which whoever sees it end knows it
   * @param kind what it is ready for
   * @param channel to its supervisor
   * @param cgroup counts and limits it; absent where there is none to be had
   * @param limiter who limits its memory and processes
   * @param destroyer ends it if closing the channel is not enough
   */
  public WarmSandbox(
      String name,
      Kind kind,
      Channel channel,
      @Nullable Cgroup cgroup,
      Limiter limiter,
      Runnable destroyer) {
    this.name = name;
    this.kind = kind;
    this.channel = channel;
    this.cgroup = cgroup;
    this.limiter = cgroup == null ? Limiter.PROCESS : limiter;
    this.destroyer = destroyer;
  }

  boolean isNamed(String other) {
    return name.equals(other);
  }

  Kind kind() {
    return kind;
  }

  Channel channel() {
    return channel;
  }

  @Nullable Cgroup cgroup() {
    return cgroup;
  }

  /** Sets a run's limits and hands it over. */
  void start(Run run) throws IOException {
    if (cgroup != null) {
      cgroup.limit(run.limits(), limiter == Limiter.HOST);
    }
    channel.send(Frame.JOB, JobFrame.of(run, limiter == Limiter.PROCESS, limiter != Limiter.HOST));
  }

  /** Has a new interpreter made ready in it; throws when it cannot be used again. */
  void prepareAgain() throws IOException {
    channel.send(Frame.PREPARE);
  }

  /** Ends everything in it, at once and from any thread. */
  void kill() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("channel was closed already: {}", e.getMessage());
    }
    if (cgroup != null) {
      cgroup.kill();
    }
    destroyer.run();
  }

  /** Ends it; what is left of it may be there a moment longer. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("channel was closed already: {}", e.getMessage());
    }
  }
}
