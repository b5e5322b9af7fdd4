package io.serai.sandbox.process;

import io.serai.job.Language;
import io.serai.policy.WarmPolicy;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import io.serai.sandbox.SharedFiles;
import io.serai.sandbox.StartObserver;
import io.serai.sandbox.cgroup.Cgroups;
import io.serai.sandbox.warm.Kind;
import io.serai.sandbox.warm.Kind.Fixed;
import io.serai.sandbox.warm.PooledRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs jobs in bubblewrapped processes, with the host's own interpreters, read-only. */
public final class ProcessSandbox implements Sandbox {

  /** The one image of this provider: the host itself. */
  public static final String IMAGE = "host";

  private static final Path BWRAP = Path.of("/usr/bin/bwrap");

  private final Interpreters interpreters = new Interpreters();
  private final Cgroups cgroups = Cgroups.detect("serai");
  private final SharedFiles files;
  private @Nullable Templates templates;
  private @Nullable PooledRuns runs;

  /**
   * A provider whose runners are copied from a directory.
   *
   * @param runners holds what runs inside sandboxes
   */
  public ProcessSandbox(Path runners) {
    files = SharedFiles.with(runners);
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
    if (interpreters.of(Language.PYTHON).isEmpty()) {
      return new Readiness(false, "no Python in /usr; install the package python3");
    }
    return new Readiness(true, "bubblewrap, " + cgroups.describe() + ", " + interpreters.all());
  }

  @Override
  public Set<Language> languages(String image) {
    return image.equals(IMAGE) && canRun() ? interpreters.all().keySet() : Set.of();
  }

  /** Asked for each job: without the words of {@link #readiness}. */
  private boolean canRun() {
    return Files.isExecutable(BWRAP) && interpreters.of(Language.PYTHON).isPresent();
  }

  @Override
  public void open(Supplier<WarmPolicy> policy, StartObserver starts) {
    // Every sandbox is watched over by a supervisor in Python, those of other languages too.
    Path python = interpreters.of(Language.PYTHON).orElse(Path.of("/usr/bin/python3"));
    templates = new Templates(python, cgroups, files, policy);
    runs = new PooledRuns(templates, policy, starts);
    for (Language language : languages(IMAGE)) {
      runs.prepare(new Kind(IMAGE, language, false, Fixed.NOTHING));
    }
  }

  @Override
  public int waiting(String image, Language language) {
    PooledRuns opened = runs;
    return opened == null ? 0 : opened.waiting(image, language);
  }

  @Override
  public int waiting(Language language) {
    PooledRuns opened = runs;
    return opened == null ? 0 : opened.waiting(language);
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    return runsFor(run).run(run, Kind.of(run, Fixed.NOTHING), observer);
  }

  @Override
  public SandboxSession openSession(Run opening) throws InterruptedException {
    return runsFor(opening).openSession(opening, Kind.of(opening, Fixed.NOTHING));
  }

  private PooledRuns runsFor(Run run) {
    if (!languages(run.image()).contains(run.language())) {
      throw new SandboxException(
          "interpreter for '" + run.language().word() + "' is missing in /usr");
    }
    return Objects.requireNonNull(runs, "open has not been called");
  }

  @Override
  public void close() {
    if (runs != null) {
      runs.close();
    }
    if (templates != null) {
      templates.close();
    }
    files.close();
  }
}
