package io.serai.hub.sandbox;

import io.serai.hub.events.JobEvent;
import io.serai.job.Placement;
import io.serai.job.Refused;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that is open on this hub. Thread-safe; one cell at a time. */
final class OpenSession {

  private final Run opening;
  private final Placement placement;
  private final SandboxSession sandbox;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final List<Consumer<JobEvent>> listeners = new CopyOnWriteArrayList<>();
  private volatile long usedAt = System.nanoTime();
  private volatile @Nullable Runnable interrupt;

  OpenSession(Run opening, Placement placement, SandboxSession sandbox) {
    this.opening = opening;
    this.placement = placement;
    this.sandbox = sandbox;
  }

  Run opening() {
    return opening;
  }

  Placement placement() {
    return placement;
  }

  boolean alive() {
    return sandbox.alive();
  }

  boolean busy() {
    return busy.get();
  }

  long idleMs() {
    return busy() ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - usedAt);
  }

  /** Runs a cell, and lets the session's listeners hear it. */
  RunResult run(Run cell, RunObserver observer) throws InterruptedException, Refused {
    if (busy.getAndSet(true)) {
      throw Refused.by(
          "sandbox",
          "session-busy",
          "session '" + opening.session() + "' runs a cell; wait for it or interrupt it");
    }
    try {
      publish("cell", Map.of("jobId", cell.jobId(), "state", "running"));
      RunResult result = sandbox.run(cell, new Relay(cell, observer));
      publish("cell", Map.of("jobId", cell.jobId(), "state", result.status().word()));
      return result;
    } finally {
      interrupt = null;
      usedAt = System.nanoTime();
      busy.set(false);
    }
  }

  /** Interrupts the cell that runs, and tells whether one does. */
  boolean interrupt() {
    Runnable running = interrupt;
    if (running != null) {
      running.run();
    }
    return running != null;
  }

  void listen(Consumer<JobEvent> listener) {
    listeners.add(listener);
  }

  /** Tells whether nobody listens any more. */
  boolean stopListening(Consumer<JobEvent> listener) {
    listeners.remove(listener);
    return listeners.isEmpty();
  }

  void close(String reason) {
    sandbox.close();
    publish("closed", Map.of("reason", reason));
  }

  private void publish(String name, Object data) {
    JobEvent event = new JobEvent(name, data);
    listeners.forEach(listener -> listener.accept(event));
  }

  /** Passes what a cell does on to its own observer and to the session's listeners. */
  private final class Relay implements RunObserver {

    private final Run cell;
    private final RunObserver next;

    Relay(Run cell, RunObserver next) {
      this.cell = cell;
      this.next = next;
    }

    @Override
    public void starting(Runnable kill) {
      interrupt = kill;
      next.starting(kill);
    }

    @Override
    public void output(Stream stream, byte[] chunk) {
      next.output(stream, chunk);
      publish(
          stream.name().toLowerCase(Locale.ROOT),
          Map.of("jobId", cell.jobId(), "text", new String(chunk, StandardCharsets.UTF_8)));
    }
  }
}
