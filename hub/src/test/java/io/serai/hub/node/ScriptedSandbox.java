package io.serai.hub.node;

import io.serai.job.Language;
import io.serai.job.Status;
import io.serai.job.Usage;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Report;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that does what the program says in one word, when a test says so. */
public final class ScriptedSandbox implements Sandbox {

  private static final Usage USAGE = new Usage(10, 10, 1 << 20);

  private final AtomicInteger started = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);

  /** How many runs have been started. */
  public int started() {
    return started.get();
  }

  /** Lets every program that waits, now or later, go on. */
  public void release() {
    released.countDown();
  }

  @Override
  public String provider() {
    return "process";
  }

  @Override
  public Readiness readiness() {
    return new Readiness(true, "scripted");
  }

  @Override
  public Set<Language> languages(String image) {
    return image.equals("host") ? Set.of(Language.PYTHON) : Set.of();
  }

  @Override
  public RunResult run(Run run, RunObserver observer) throws InterruptedException {
    if (run.code().equals("break")) {
      throw new SandboxException("sandbox could not be made");
    }
    started.incrementAndGet();
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean killed = new AtomicBoolean();
    observer.starting(
        () -> {
          killed.set(true);
          end.countDown();
        });
    observer.output(RunObserver.Stream.STDOUT, "begun ".getBytes(StandardCharsets.UTF_8));
    if (run.code().equals("wait")) {
      while (!killed.get() && released.getCount() > 0) {
        end.await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    }
    if (run.code().equals("break-later")) {
      throw new SandboxException("sandbox broke");
    }
    return killed.get()
        ? new RunResult(
            Status.CANCELLED, null, null, null, "begun ", "", false, Report.EMPTY, List.of(), USAGE)
        : RunResult.printed("begun " + run.code(), USAGE);
  }

  @Override
  public SandboxSession openSession(Run opening) {
    throw new SandboxException("nothing is kept from run to run");
  }

  @Override
  public void close() {}
}
