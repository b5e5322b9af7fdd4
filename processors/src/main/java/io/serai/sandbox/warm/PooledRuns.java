package io.serai.sandbox.warm;

import io.serai.job.Language;
import io.serai.policy.WarmPolicy;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import io.serai.sandbox.StartObserver;
import io.serai.sandbox.egress.Egress;
import io.serai.sandbox.egress.Outlet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs jobs in sandboxes of a pool. Thread-safe. */
public final class PooledRuns implements AutoCloseable {

  private final Pool pool;
  private final Watchdog watchdog = new Watchdog();
  private final Egress egress = new Egress();

  /**
   * Runs in sandboxes that a maker makes, kept as the policy in force says.
   *
   * @param starts hears of each that is made
   */
  public PooledRuns(Maker maker, Supplier<WarmPolicy> policy, StartObserver starts) {
    pool = new Pool(new TimedMaker(maker, starts), policy);
  }

  /** Makes the first sandboxes of a kind ready before anyone asks. */
  public void prepare(Kind kind) {
    pool.prepare(kind);
  }

  /** How many sandboxes of an image and a language wait for a job, of any kind. */
  public int waiting(String image, Language language) {
    return pool.waiting(kind -> kind.image().equals(image) && kind.language() == language);
  }

  /** How many sandboxes of a language wait for a job, in whatever image. */
  public int waiting(Language language) {
    return pool.waiting(kind -> kind.language() == language);
  }

  /** Runs a job as {@link io.serai.sandbox.Sandbox#run} says. */
  public RunResult run(Run run, Kind kind, RunObserver observer) throws InterruptedException {
    WarmSandbox sandbox = pool.take(kind, run.tenant());
    RunResult result = converse(run, observer, sandbox);
    if (result != null) {
      return result;
    }
    // It waited too long and died. Nothing of the job has begun, so a new one may have it.
    result = converse(run, observer, pool.replace(kind));
    if (result == null) {
      throw new SandboxException("sandbox died before it heard of its job");
    }
    return result;
  }

  /** Opens a session as {@link io.serai.sandbox.Sandbox#openSession} says. */
  public SandboxSession openSession(Run opening, Kind kind) throws InterruptedException {
    PooledSession session = session(pool.take(kind, opening.tenant()), opening);
    if (session == null) {
      // It waited too long and died.
      session = session(pool.replace(kind), opening);
    }
    if (session == null) {
      throw new SandboxException("sandbox ended before its session began");
    }
    return session;
  }

  /** A session whose interpreter has answered once; absent when it did not. */
  private @Nullable PooledSession session(WarmSandbox sandbox, Run opening)
      throws InterruptedException {
    PooledSession session = new PooledSession(pool, sandbox, watchdog, egress, opening.tenant());
    try {
      session.converse(opening, RunObserver.NONE);
      return session.alive() ? session : null;
    } finally {
      if (!session.alive()) {
        session.close();
      }
    }
  }

  /**
   * Drops a sandbox that has ended while it waited for a job, and has another one made.
   *
   * @return whether it was one of these
   */
  public boolean discard(String name) {
    return pool.discard(name);
  }

  /** Drops every sandbox that waits: nobody knows which of them has ended. */
  public void discardAll() {
    pool.discardAll();
  }

  private @Nullable RunResult converse(Run run, RunObserver observer, WarmSandbox sandbox)
      throws InterruptedException {
    boolean reusable = false;
    try (Outlet outlet = egress.open(run, sandbox.channel())) {
      Conversation conversation = new Conversation(run, observer, sandbox, watchdog, outlet);
      RunResult result = conversation.hold();
      reusable = conversation.leavesSandboxReusable();
      return result;
    } finally {
      pool.giveBack(sandbox, run.tenant(), reusable);
    }
  }

  @Override
  public void close() {
    pool.close();
    watchdog.close();
    egress.close();
  }
}
