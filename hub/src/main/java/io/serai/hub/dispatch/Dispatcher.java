package io.serai.hub.dispatch;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import io.serai.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts jobs: those that were leased as they were accepted at once, those that wait as places come
 * free. Thread-safe.
 *
 * <p>INVARIANT: every lease handed to {@link #start} holds one place, given back when its walk
 * ends.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long POLL_MS = 500;
  private static final long AGAIN_MS = 260;
  private static final long RENEW_MS = 5_000;
  private static final long DRAIN_SECONDS = 20;

  private final JobStore store;
  private final Slots slots;
  private final RunningJobs running;
  private final Predicate<Lease> walk;
  private final ExecutorService walkers;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean backlog = new AtomicBoolean(true);
  private final Set<JobId> inFlight = ConcurrentHashMap.newKeySet();
  private final List<Future<?>> clockwork = new CopyOnWriteArrayList<>();
  private volatile boolean open;

  /**
   * A dispatcher, not yet started.
   *
   * @param store where the jobs wait
   * @param slots the places to run them
   * @param running is told when a walk ends, and stops cancelled jobs
   * @param walk takes one job through the routes, to its end or back into the queue, and tells
   *     whether it waits there
   * @param threads runs the walks, and the dispatcher's own clockwork
   */
  public Dispatcher(
      JobStore store, Slots slots, RunningJobs running, Predicate<Lease> walk, Threads threads) {
    this.store = store;
    this.slots = slots;
    this.running = running;
    this.walk = walk;
    this.walkers = threads.walkers();
    this.scheduler = threads.scheduler();
  }

  /** The threads a dispatcher uses; it does not close them. */
  public record Threads(ExecutorService walkers, ScheduledExecutorService scheduler) {}

  /** Begins to lease what waits. */
  public void open() {
    open = true;
    clockwork.add(scheduler.scheduleWithFixedDelay(this::poll, 0, POLL_MS, TimeUnit.MILLISECONDS));
    clockwork.add(
        scheduler.scheduleWithFixedDelay(this::renew, RENEW_MS, RENEW_MS, TimeUnit.MILLISECONDS));
  }

  /** Acts on an acceptance: a leased job starts, a waiting one is looked for. */
  public void accepted(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Leased leased) {
      start(leased.lease());
    } else if (acceptance instanceof Acceptance.Queued && !backlog.getAndSet(true)) {
      scheduler.execute(this::leaseWaiting);
    }
  }

  private void start(Lease lease) {
    JobId id = lease.job().id();
    inFlight.add(id);
    try {
      walkers.execute(() -> walkToEnd(lease));
    } catch (RejectedExecutionException e) {
      // Shutting down: the lease runs out, and the job is run by the next hub.
      finished(id);
    }
  }

  private void walkToEnd(Lease lease) {
    try {
      if (walk.test(lease)) {
        lookAgainSoon();
      }
    } catch (RuntimeException e) {
      LOG.error(
          "job {} could not be finished; it runs again when its lease ends", lease.job().id(), e);
    } finally {
      finished(lease.job().id());
    }
  }

  /** A job that found no place is tried again before the next poll. */
  private void lookAgainSoon() {
    try {
      var unused = scheduler.schedule(this::poll, AGAIN_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down: the next hub looks for what waits");
    }
  }

  private void finished(JobId id) {
    inFlight.remove(id);
    running.ended(id);
    slots.release();
    if (open && backlog.get()) {
      leaseWaiting();
    }
  }

  private void poll() {
    try {
      // Looked for first: places that are held to lease nothing are missed by jobs that come in.
      if (store.hasWaiting()) {
        leaseWaiting();
      }
    } catch (RuntimeException e) {
      LOG.warn("waiting jobs could not be leased: {}", e.getMessage());
    }
  }

  private void leaseWaiting() {
    int places = slots.reserveAll();
    if (places == 0 || !open) {
      slots.release(places);
      return;
    }
    List<Lease> leases = List.of();
    try {
      leases = store.lease(places);
      backlog.set(leases.size() == places);
    } catch (StoreException e) {
      LOG.warn("waiting jobs could not be leased: {}", e.getMessage());
    } finally {
      slots.release(places - leases.size());
    }
    leases.forEach(this::start);
  }

  private void renew() {
    try {
      store.renew().forEach(running::kill);
    } catch (RuntimeException e) {
      LOG.warn("leases could not be renewed: {}", e.getMessage());
    }
  }

  /** The jobs on their walk here. */
  public Set<JobId> inFlight() {
    return Set.copyOf(inFlight);
  }

  /** Leases nothing more and waits for what runs, within bounds. */
  @Override
  public void close() {
    open = false;
    walkers.shutdown();
    try {
      if (!walkers.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        inFlight.forEach(running::kill);
        LOG.warn("stopped {} jobs that ran on", inFlight.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Last: until then the leases of what runs are to be renewed.
    clockwork.forEach(each -> each.cancel(false));
  }
}
