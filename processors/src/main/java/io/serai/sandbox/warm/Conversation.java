package io.serai.sandbox.warm;

import io.serai.job.Artifact;
import io.serai.job.StopReason;
import io.serai.job.Usage;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.Report;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunObserver.Stream;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Signals;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.channel.Ending;
import io.serai.sandbox.channel.Frame;
import io.serai.sandbox.egress.Outlet;
import io.serai.sandbox.warm.Watchdog.Watch;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in one sandbox: sends the job, hears what comes of it. */
final class Conversation {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Run run;
  private final WarmSandbox sandbox;
  private final @Nullable Cgroup cgroup;
  private final Watchdog watchdog;
  private final Outlet outlet;
  private final CapturedOutput output;
  private final RunObserver observer;
  private final long cpuBefore;
  private final long startedAt = System.nanoTime();
  private final AtomicReference<@Nullable String> asked = new AtomicReference<>();
  private final List<Artifact> artifacts = new ArrayList<>();
  private Report report = Report.EMPTY;
  private boolean started;
  private boolean reusable;
  private boolean alive;
  private volatile boolean ended;

  Conversation(
      Run run, RunObserver observer, WarmSandbox sandbox, Watchdog watchdog, Outlet outlet) {
    this.run = run;
    this.observer = observer;
    this.sandbox = sandbox;
    this.watchdog = watchdog;
    this.outlet = outlet;
    cgroup = sandbox.cgroup();
    cpuBefore = cgroup == null ? 0 : cgroup.cpuMs();
    output =
        new CapturedOutput(
            run.limits().outputBytes(), observer, () -> ask(StopReason.OUTPUT.word()));
  }

  /** Whether the run ended by itself and within its limits, so that its sandbox is as new. */
  boolean leavesSandboxReusable() {
    return reusable;
  }

  /** Whether the interpreter waits for another run of the same session. */
  boolean leavesSessionAlive() {
    return alive;
  }

  /**
   * Holds the conversation to its end.
   *
   * @return how the run ended; absent when the sandbox was dead before it heard of the job
   */
  @Nullable RunResult hold() throws InterruptedException {
    Watch overdue = watchdog.overdue(run.limits().timeoutMs(), this::giveUp);
    Watch cpu = watchCpu();
    try {
      observer.starting(() -> ask(Stop.CANCELLED));
      sandbox.start(run);
      Ending ending = listen();
      Stop stop = Stop.of(ending, report, cgroup);
      reusable = asked.get() == null && stop.reason() == null;
      alive = ending.alive();
      return result(stop, ending, usage(ending.usage()));
    } catch (ClosedByInterruptException e) {
      sandbox.kill();
      throw new InterruptedException("run was interrupted");
    } catch (IOException e) {
      return broken(e);
    } finally {
      overdue.close();
      cpu.close();
    }
  }

  private Watch watchCpu() {
    Cgroup group = cgroup;
    if (group == null) {
      return () -> {};
    }
    return watchdog.cpu(
        run.limits().cpuMs(),
        () -> group.cpuMs() - cpuBefore,
        () -> ask(StopReason.CPU_TIME.word()));
  }

  private Ending listen() throws IOException {
    while (true) {
      Frame frame = sandbox.channel().receive();
      started |= frame.type() == Frame.STARTED;
      switch (frame.type()) {
        case Frame.STDOUT -> output.add(Stream.STDOUT, frame.payload(), frame.payload().length);
        case Frame.STDERR -> output.add(Stream.STDERR, frame.payload(), frame.payload().length);
        case Frame.REPORT -> report = Report.read(frame.payload());
        case Frame.ARTIFACT -> artifacts.add(Ending.artifact(frame));
        case Frame.END -> {
          end();
          return Ending.of(frame).asProgram(report.error() != null);
        }
        case Frame.READY, Frame.STARTED -> {}
        default -> {
          if (!outlet.take(frame)) {
            LOG.debug("frame of type '{}' passed over", frame.type());
          }
        }
      }
    }
  }

  private synchronized void end() {
    ended = true;
  }

  /**
   * Asks the supervisor to stop the run and answer with what there is; never after the end, when
   * the sandbox may be another run's.
   */
  private synchronized void ask(String word) {
    if (ended || !asked.compareAndSet(null, word)) {
      return;
    }
    var unused = watchdog.overdue(0, this::destroyUnlessEnded);
    try {
      outlet.send(Frame.KILL, word.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.debug("job {} had ended: {}", run.jobId(), e.getMessage());
    }
  }

  private void giveUp() {
    asked.compareAndSet(null, StopReason.WALL_TIME.word());
    destroyUnlessEnded();
  }

  private void destroyUnlessEnded() {
    if (!ended) {
      LOG.warn("job {} did not end in time; its sandbox is destroyed", run.jobId());
      sandbox.kill();
    }
  }

  private @Nullable RunResult broken(IOException failure) {
    Stop stop = Stop.ofSilence(asked.get(), started, cgroup);
    if (stop != null) {
      long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      long most = run.limits().memoryMb() * (1L << 20);
      return result(stop, null, usage(new Usage(wallMs, wallMs, most)));
    }
    LOG.info("sandbox was dead before it heard of job {}: {}", run.jobId(), failure.getMessage());
    return null;
  }

  private Usage usage(Usage counted) {
    return cgroup == null
        ? counted
        : new Usage(counted.wallMs(), cgroup.cpuMs() - cpuBefore, cgroup.memoryPeakBytes());
  }

  private RunResult result(Stop stop, @Nullable Ending ending, Usage usage) {
    return new RunResult(
        stop.status(),
        stop.reason(),
        ending == null ? null : ending.exitCode(),
        signal(ending),
        output.stdout(),
        output.stderr(),
        output.truncated() || (ending != null && ending.truncated()),
        report,
        artifacts,
        usage);
  }

  private static @Nullable String signal(@Nullable Ending ending) {
    if (ending == null) {
      return Signals.name(Signals.KILL);
    }
    Integer number = ending.signal();
    return number == null ? null : Signals.name(number);
  }
}
