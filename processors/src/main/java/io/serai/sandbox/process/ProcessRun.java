package io.serai.sandbox.process;

import io.serai.job.Status;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.JobInput;
import io.serai.sandbox.Report;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunObserver.Stream;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.cgroup.Cgroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process from its start to the end of its last descendant. */
final class ProcessRun {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessRun.class);
  private static final int LAUNCH_FAILED = 125;
  private static final long DRAIN_SECONDS = 5;
  private static final int BUFFER = 16 * 1024;

  private final Run run;
  private final RunObserver observer;
  private final @Nullable Cgroup cgroup;
  private final Executor readers;
  private final AtomicReference<@Nullable Status> stopped = new AtomicReference<>();

  ProcessRun(Run run, RunObserver observer, @Nullable Cgroup cgroup, Executor readers) {
    this.run = run;
    this.observer = observer;
    this.cgroup = cgroup;
    this.readers = readers;
  }

  RunResult await(Process process, Path report) throws InterruptedException {
    long startedAt = System.nanoTime();
    CapturedOutput output =
        new CapturedOutput(
            run.limits().outputBytes(), observer, () -> stop(process, Status.OUTPUT_LIMIT));
    observer.starting(() -> stop(process, Status.CANCELLED));
    CompletableFuture<Void> feeding = async(() -> feed(process.getOutputStream()));
    CompletableFuture<Void> reading =
        CompletableFuture.allOf(
            async(() -> read(process.getInputStream(), Stream.STDOUT, output)),
            async(() -> read(process.getErrorStream(), Stream.STDERR, output)));
    try {
      if (!process.waitFor(run.limits().timeoutMs(), TimeUnit.MILLISECONDS)) {
        stop(process, Status.TIMED_OUT);
        process.waitFor();
      }
      reading.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("job {} output could not be read to its end: {}", run.jobId(), e.getMessage());
    } finally {
      kill(process);
      feeding.cancel(true);
    }
    long wallMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    return result(process.exitValue(), output, Report.read(report), wallMs);
  }

  private RunResult result(int code, CapturedOutput output, Report report, long wallMs) {
    Status early = stopped.get();
    if (code == LAUNCH_FAILED && early == null && output.stdout().isEmpty()) {
      throw new SandboxException("process sandbox could not start; " + output.stderr().trim());
    }
    return RunResult.ended(
        code,
        early,
        cgroup != null && cgroup.outOfMemory(),
        output,
        report,
        Cgroup.usage(cgroup, run.limits(), wallMs));
  }

  private void stop(Process process, Status why) {
    stopped.compareAndSet(null, why);
    kill(process);
  }

  private void kill(Process process) {
    process.destroyForcibly();
    if (cgroup != null) {
      cgroup.kill();
    }
  }

  private void feed(OutputStream stdin) {
    try (stdin) {
      JobInput.write(run, stdin);
    } catch (IOException e) {
      LOG.debug("job {} ended before it read all its input", run.jobId());
    }
  }

  private void read(InputStream in, Stream stream, CapturedOutput output) {
    byte[] buffer = new byte[BUFFER];
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        output.add(stream, buffer, count);
      }
    } catch (IOException e) {
      LOG.debug("job {} output was closed: {}", run.jobId(), e.getMessage());
    }
  }

  private CompletableFuture<Void> async(Runnable task) {
    return CompletableFuture.runAsync(task, readers);
  }
}
