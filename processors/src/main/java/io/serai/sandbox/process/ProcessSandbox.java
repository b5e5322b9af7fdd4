package io.serai.sandbox.process;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs jobs as bubblewrapped processes, with the host's own interpreters, read-only. */
public final class ProcessSandbox implements Sandbox {

  /** The one image of this provider: the host itself. */
  public static final String IMAGE = "host";

  private static final Path BWRAP = Path.of("/usr/bin/bwrap");

  private final Interpreters interpreters = new Interpreters();
  private final Cgroups cgroups = Cgroups.detect("serai");
  private final SharedFiles files;
  private final Bubblewrap bubblewrap;
  private final ExecutorService readers = Executors.newCachedThreadPool();

  /**
   * The kernel kills a bubblewrapped process when the thread that started it ends, so one thread
   * that outlives all runs starts them.
   */
  private final ExecutorService spawner = Executors.newSingleThreadExecutor();

  /**
   * A provider whose runners are copied from a directory.
   *
   * @param runners holds {@code python/runner.py} and {@code node/runner.mjs}
   */
  public ProcessSandbox(Path runners) {
    files = SharedFiles.with(runners);
    bubblewrap = new Bubblewrap(files.runners());
  }

  @Override
  public String provider() {
    return "process";
  }

  @Override
  public Readiness readiness() {
    if (!Files.isExecutable(BWRAP)) {
      return new Readiness(false, "bubblewrap is missing; install the package bubblewrap");
    }
    if (interpreters.all().isEmpty()) {
      return new Readiness(false, "no interpreter in /usr; install python3 or nodejs");
    }
    return new Readiness(true, "bubblewrap, " + cgroups.describe() + ", " + interpreters.all());
  }

  @Override
  public Set<Language> languages(String image) {
    return image.equals(IMAGE) && Files.isExecutable(BWRAP)
        ? interpreters.all().keySet()
        : Set.of();
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    Path interpreter =
        interpreters
            .of(run.language())
            .orElseThrow(
                () ->
                    new SandboxException(
                        "interpreter for '" + run.language().word() + "' is missing in /usr"));
    Path report = files.newReport();
    try {
      Optional<Cgroup> cgroup = cgroups.create(run.jobId() + "-" + System.nanoTime(), run.limits());
      List<String> command =
          bubblewrap.command(
              interpreter,
              run.language(),
              report,
              cgroup.map(Cgroup::joinFiles).orElse(List.of()),
              cgroup.isPresent() ? null : run.limits());
      try {
        ProcessRun processRun = new ProcessRun(run, observer, cgroup.orElse(null), readers);
        return processRun.await(spawn(command), report);
      } finally {
        cgroup.ifPresent(Cgroup::close);
      }
    } catch (IOException e) {
      throw new SandboxException("process sandbox failed; " + e.getMessage(), e);
    } finally {
      files.delete(report);
    }
  }

  private Process spawn(List<String> command) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    try {
      return spawner.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new SandboxException("process sandbox could not start; " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    spawner.shutdownNow();
    readers.shutdownNow();
    files.close();
  }
}
