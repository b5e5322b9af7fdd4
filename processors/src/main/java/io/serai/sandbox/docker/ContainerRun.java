package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.WaitResponse;
import io.serai.job.Status;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.Report;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunObserver.Stream;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.cgroup.Cgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One container from its start to its end. */
final class ContainerRun {

  private static final long DRAIN_SECONDS = 5;
  private static final long KILL_MS = 30_000;

  private final DockerClient engine;
  private final Run run;
  private final RunObserver observer;
  private final @Nullable Cgroup cgroup;
  private final Executor killers;
  private final AtomicReference<@Nullable Status> stopped = new AtomicReference<>();

  /**
   * A run, not yet started.
   *
   * @param killers kill containers: the engine answers a kill only when all output has been read,
   *     so whoever reads output may not wait for it
   */
  ContainerRun(
      DockerClient engine,
      Run run,
      RunObserver observer,
      @Nullable Cgroup cgroup,
      Executor killers) {
    this.engine = engine;
    this.run = run;
    this.observer = observer;
    this.cgroup = cgroup;
    this.killers = killers;
  }

  RunResult await(Container container, Path report) throws InterruptedException, IOException {
    CapturedOutput output =
        new CapturedOutput(
            run.limits().outputBytes(), observer, () -> stop(container, Status.OUTPUT_LIMIT));
    try (OutputFrames frames = new OutputFrames(output)) {
      engine
          .attachContainerCmd(container.id())
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(frames);
      frames.awaitStarted();
      observer.starting(() -> stop(container, Status.CANCELLED));
      long startedAt = System.nanoTime();
      container.start();
      // Asked for earlier, the engine would answer at once: what has not started is not running.
      try (Ending ending = engine.waitContainerCmd(container.id()).exec(new Ending())) {
        awaitEnd(container, ending);
      }
      long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      frames.awaitCompletion(DRAIN_SECONDS, TimeUnit.SECONDS);
      ContainerState state = engine.inspectContainerCmd(container.id()).exec().getState();
      return result(state, output, Report.read(report), wallMs);
    }
  }

  private void awaitEnd(Container container, Ending ending) throws InterruptedException {
    if (!ending.await(run.limits().timeoutMs())) {
      stop(container, Status.TIMED_OUT);
      if (!ending.await(KILL_MS)) {
        throw new SandboxException("container '" + container.id() + "' could not be killed");
      }
    }
  }

  private RunResult result(
      ContainerState state, CapturedOutput output, Report report, long wallMs) {
    if (Boolean.TRUE.equals(state.getRunning())) {
      throw new SandboxException("engine lost sight of a container that still runs");
    }
    Long exit = state.getExitCodeLong();
    int code = exit == null ? -1 : exit.intValue();
    return RunResult.ended(
        code,
        stopped.get(),
        outOfMemory(state),
        output,
        report,
        Cgroup.usage(cgroup, run.limits(), wallMs));
  }

  private boolean outOfMemory(ContainerState state) {
    return Boolean.TRUE.equals(state.getOOMKilled()) || (cgroup != null && cgroup.outOfMemory());
  }

  private void stop(Container container, Status why) {
    if (stopped.compareAndSet(null, why)) {
      killers.execute(container::kill);
    }
  }

  private static final class Ending extends ResultCallback.Adapter<WaitResponse> {

    private final CountDownLatch ended = new CountDownLatch(1);

    boolean await(long millis) throws InterruptedException {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onComplete() {
      ended.countDown();
      super.onComplete();
    }

    @Override
    public void onError(Throwable failure) {
      ended.countDown();
      super.onError(failure);
    }
  }

  private static final class OutputFrames extends ResultCallback.Adapter<Frame> {

    private final CapturedOutput output;

    OutputFrames(CapturedOutput output) {
      this.output = output;
    }

    @Override
    public void onNext(Frame frame) {
      Stream stream = frame.getStreamType() == StreamType.STDERR ? Stream.STDERR : Stream.STDOUT;
      output.add(stream, frame.getPayload(), frame.getPayload().length);
    }
  }
}
