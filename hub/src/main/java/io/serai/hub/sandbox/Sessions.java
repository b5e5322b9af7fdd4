package io.serai.hub.sandbox;

import io.serai.access.Principal;
import io.serai.hub.events.JobEvent;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.job.Refused;
import io.serai.job.SessionId;
import io.serai.job.Usage;
import io.serai.policy.SandboxPolicy;
import io.serai.policy.WarmPolicy.Reuse;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this hub. Each is held by one target's sandbox, and lives until it is closed, has
 * been idle for too long, loses its interpreter or its last listener, or the hub stops.
 * Thread-safe.
 */
public final class Sessions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final long SWEEP_MS = 1_000;

  private final Supplier<SandboxPolicy> policy;
  private final SessionPlaces places = new SessionPlaces();
  private final ConcurrentHashMap<SessionId, OpenSession> sessions = new ConcurrentHashMap<>();
  private final EndedSessions ended = new EndedSessions();

  /** No sessions yet, and as many as the policy in force says. */
  public Sessions(Supplier<SandboxPolicy> policy) {
    this.policy = policy;
  }

  /** Begins to close what has been idle for too long; ends every session when it is closed. */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> sweeping =
        scheduler.scheduleWithFixedDelay(
            this::closeIdle, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    return () -> {
      sweeping.cancel(false);
      close();
    };
  }

  /**
   * Runs a cell in its session, or opens the session if that is all the run asks for.
   *
   * @throws Refused when there can be no such session, or it runs another cell
   */
  RunResult run(Sandbox provider, Placement placement, Run run, RunObserver observer)
      throws InterruptedException, Refused {
    SessionId id = Objects.requireNonNull(run.session());
    if (run.opensSession()) {
      begin(id, provider, placement, run);
      return RunResult.printed("", Usage.NONE);
    }
    OpenSession session = require(id, run.tenant()::equals);
    try {
      return session.run(run, observer);
    } catch (SandboxException e) {
      end(id, "its sandbox has ended");
      throw ended.refusal(id, run.tenant()::equals);
    } finally {
      if (!session.alive()) {
        end(id, "its interpreter has ended");
      }
    }
  }

  private void begin(SessionId id, Sandbox provider, Placement placement, Run opening)
      throws InterruptedException, Refused {
    SandboxPolicy inForce = policy.get();
    if (inForce.warm().reuse() == Reuse.JOB) {
      throw refused(
          "sessions-not-allowed",
          "sessions are not allowed; send jobs, or set warm.reuse in policies/sandbox.yaml");
    }
    places.reserve(id, opening.tenant(), inForce.sessions());
    try {
      sessions.put(id, new OpenSession(opening, placement, provider.openSession(opening)));
    } finally {
      if (!sessions.containsKey(id)) {
        places.free(id);
      }
    }
    LOG.info("session {} of tenant '{}' opened on {}", id, opening.tenant(), placement.target());
  }

  /**
   * The target that holds a job's session.
   *
   * @throws Refused when there is no such session of the job's tenant
   */
  public String target(SessionId id, Job job) throws Refused {
    return require(id, job.tenant()::equals).placement().target();
  }

  /** Whether another tenant has or had such a session is none of the caller's business. */
  private OpenSession require(SessionId id, Predicate<String> tenants) throws Refused {
    OpenSession session = sessions.get(id);
    if (session == null) {
      throw ended.refusal(id, tenants);
    }
    if (!tenants.test(session.opening().tenant())) {
      throw EndedSessions.unknown(id);
    }
    return session;
  }

  /** One session as it is now, if the caller may see it. */
  public SessionView view(SessionId id, Principal caller) throws Refused {
    return view(require(id, caller::actsFor));
  }

  /** Every session that is open, of those the caller may see. */
  public List<SessionView> list(Principal caller) {
    return sessions.values().stream()
        .map(this::view)
        .filter(session -> caller.actsFor(session.tenant()))
        .toList();
  }

  private SessionView view(OpenSession session) {
    Run opening = session.opening();
    return new SessionView(
        Objects.requireNonNull(opening.session()),
        opening.tenant(),
        opening.language(),
        session.busy() ? "busy" : "idle",
        session.idleMs(),
        policy.get().sessions().idleMs(),
        opening.network(),
        opening.limits(),
        session.placement());
  }

  /** Interrupts the cell that runs in a session, and tells whether one does. */
  public boolean interrupt(SessionId id, Principal caller) throws Refused {
    return require(id, caller::actsFor).interrupt();
  }

  /**
   * Hears what happens in a session. Who listens holds it: it ends when the last listener goes.
   *
   * @return how to stop listening
   */
  public Runnable listen(SessionId id, Principal caller, Consumer<JobEvent> listener)
      throws Refused {
    OpenSession session = require(id, caller::actsFor);
    session.listen(listener);
    // It may have ended just before, and would never say so again.
    require(id, caller::actsFor);
    return () -> {
      if (session.stopListening(listener)) {
        end(id, "its last listener has gone");
      }
    };
  }

  /** Ends a session, at once and with all that runs in it; tells whether there was one. */
  public boolean end(SessionId id, String reason) {
    OpenSession session = sessions.remove(id);
    if (session == null) {
      return false;
    }
    ended.add(id, session.opening().tenant(), reason);
    places.free(id);
    session.close(reason);
    LOG.info("session {} ended: {}", id, reason);
    return true;
  }

  private void closeIdle() {
    long allowed = policy.get().sessions().idleMs();
    sessions.forEach(
        (id, session) -> {
          if (session.idleMs() > allowed) {
            end(id, "it was idle for more than " + allowed + " ms");
          }
        });
  }

  private static Refused refused(String code, String message) {
    return Refused.by("sandbox", code, message);
  }

  @Override
  public void close() {
    sessions.keySet().forEach(id -> end(id, "the hub stops"));
  }
}
