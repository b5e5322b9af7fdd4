package io.serai.sandbox.warm;

import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import io.serai.sandbox.egress.Egress;
import io.serai.sandbox.egress.Outlet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session in a sandbox of a pool, which it does not give back alive. */
final class PooledSession implements SandboxSession {

  private final Pool pool;
  private final WarmSandbox sandbox;
  private final Watchdog watchdog;
  private final Egress egress;
  private final String tenant;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean alive = true;

  PooledSession(Pool pool, WarmSandbox sandbox, Watchdog watchdog, Egress egress, String tenant) {
    this.pool = pool;
    this.sandbox = sandbox;
    this.watchdog = watchdog;
    this.egress = egress;
    this.tenant = tenant;
  }

  @Override
  public RunResult run(Run cell, RunObserver observer) throws InterruptedException {
    RunResult result = converse(cell, observer);
    if (result == null) {
      throw new SandboxException("sandbox of the session has died");
    }
    return result;
  }

  /** As {@link #run}; absent when the sandbox was dead before it heard of the cell. */
  @Nullable RunResult converse(Run cell, RunObserver observer) throws InterruptedException {
    boolean goesOn = false;
    try (Outlet outlet = egress.open(cell, sandbox.channel())) {
      Conversation conversation = new Conversation(cell, observer, sandbox, watchdog, outlet);
      RunResult result = conversation.hold();
      goesOn = conversation.leavesSessionAlive();
      return result;
    } finally {
      alive = goesOn;
    }
  }

  @Override
  public boolean alive() {
    return alive && !closed.get();
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      pool.giveBack(sandbox, tenant, false);
    }
  }
}
