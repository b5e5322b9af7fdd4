package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.serai.job.Status;
import io.serai.job.Usage;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.JobInput;
import io.serai.sandbox.Report;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunObserver.Stream;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Signals;
import io.serai.sandbox.cgroup.Cgroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One container from its start to its end. */
final class ContainerRun {

  private static final long DRAIN_SECONDS = 5;
  private static final long KILL_SECONDS = 30;

  private final DockerClient engine;
  private final Run run;
  private final RunObserver observer;
  private final @Nullable Cgroup cgroup;
  private final AtomicReference<@Nullable Status> stopped = new AtomicReference<>();

  ContainerRun(DockerClient engine, Run run, RunObserver observer, @Nullable Cgroup cgroup) {
    this.engine = engine;
    this.run = run;
    this.observer = observer;
    this.cgroup = cgroup;
  }

  RunResult await(Container container, Path report) throws InterruptedException, IOException {
    CapturedOutput output =
        new CapturedOutput(
            run.limits().outputBytes(), observer, () -> stop(container, Status.OUTPUT_LIMIT));
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    JobInput.write(run, input);
    try (OutputFrames frames = new OutputFrames(output)) {
      engine
          .attachContainerCmd(container.id())
          .withStdIn(new ByteArrayInputStream(input.toByteArray()))
          .withStdOut(true)
          .withStdErr(true)
          .withFollowStream(true)
          .exec(frames);
      frames.awaitStarted();
      WaitContainerResultCallback ending =
          engine.waitContainerCmd(container.id()).exec(new WaitContainerResultCallback());
      observer.starting(() -> stop(container, Status.CANCELLED));
      long startedAt = System.nanoTime();
      container.start();
      awaitEnd(container, ending);
      long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      frames.awaitCompletion(DRAIN_SECONDS, TimeUnit.SECONDS);
      ContainerState state = engine.inspectContainerCmd(container.id()).exec().getState();
      return result(state, output, Report.read(report), wallMs);
    }
  }

  private void awaitEnd(Container container, WaitContainerResultCallback ending) {
    try {
      ending.awaitStatusCode(run.limits().timeoutMs(), TimeUnit.MILLISECONDS);
    } catch (DockerClientException e) {
      // Its time is up: the library has no other way of saying so.
      stop(container, Status.TIMED_OUT);
      ending.awaitStatusCode(KILL_SECONDS, TimeUnit.SECONDS);
    }
  }

  private RunResult result(
      ContainerState state, CapturedOutput output, Report report, long wallMs) {
    Long exit = state.getExitCodeLong();
    int code = exit == null ? -1 : exit.intValue();
    Status early = stopped.get();
    boolean outOfMemory = outOfMemory(state);
    String signal = Signals.of(code);
    Usage usage =
        cgroup == null
            ? new Usage(wallMs, wallMs, run.limits().memoryMb() * (1L << 20))
            : new Usage(wallMs, cgroup.cpuMs(), cgroup.memoryPeakBytes());
    return new RunResult(
        early != null ? early : ended(code, outOfMemory),
        signal == null && early == null ? code : null,
        early != null ? "SIGKILL" : signal,
        output.stdout(),
        output.stderr(),
        output.truncated(),
        report.images(),
        usage);
  }

  private boolean outOfMemory(ContainerState state) {
    return Boolean.TRUE.equals(state.getOOMKilled()) || (cgroup != null && cgroup.outOfMemory());
  }

  private static Status ended(int code, boolean outOfMemory) {
    if (code == 0) {
      return Status.SUCCEEDED;
    }
    return outOfMemory ? Status.OUT_OF_MEMORY : Status.FAILED;
  }

  private void stop(Container container, Status why) {
    stopped.compareAndSet(null, why);
    container.kill();
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
