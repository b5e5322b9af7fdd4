package io.serai.hub.dispatch;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import io.serai.store.QueueSignals;
import io.serai.store.QueueState;
import io.serai.store.Renewal;
import io.serai.store.Shares;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts jobs: those that were leased as they were accepted at once, those that wait as places come
 * free. Thread-safe.
 *
 * <p>INVARIANT: every lease handed to {@link #start} holds one place, given back when its walk
 * ends.
 */
public final class Dispatcher implements QueueSignals.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final long POLL_MS = 500;
  private static final long AGAIN_MS = 260;
  private static final long RENEW_MS = 5_000;
  private static final long STOP_SECONDS = 5;

  private final JobStore store;
  private final Slots slots;
  private final RunningJobs running;
  private final Work work;
  private final Supplier<Shares> shares;
  private final ExecutorService walkers;
  private final ScheduledExecutorService scheduler;
  private final ConcurrentHashMap<JobId, Lease> inFlight = new ConcurrentHashMap<>();
  private final List<Future<?>> clockwork = new CopyOnWriteArrayList<>();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final AtomicBoolean leasing = new AtomicBoolean();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final FailureLog leaseFailures = new FailureLog(LOG, "waiting jobs cannot be leased");
  private final FailureLog renewFailures = new FailureLog(LOG, "leases cannot be renewed");
  private final LongAdder reclaimed = new LongAdder();
  private volatile boolean backlog = true;
  private volatile boolean open;
  private volatile int hubs = 1;

  /** The threads a dispatcher uses; it does not close them. */
  public record Threads(ExecutorService walkers, ScheduledExecutorService scheduler) {}

  /**
   * A dispatcher, not yet started.
   *
   * @param store where the jobs wait
   * @param slots the places to run them
   * @param running is told when a walk begins and ends, and stops jobs
   * @param work what is done with them
   * @param shares how tenants share the places, asked at each lease
   * @param threads runs the walks, and the dispatcher's own clockwork
   */
  public Dispatcher(
      JobStore store,
      Slots slots,
      RunningJobs running,
      Work work,
      Supplier<Shares> shares,
      Threads threads) {
    this.store = store;
    this.slots = slots;
    this.running = running;
    this.work = work;
    this.shares = shares;
    this.walkers = threads.walkers();
    this.scheduler = threads.scheduler();
  }

  /** Begins to lease what waits. */
  public void open() {
    open = true;
    clockwork.add(scheduler.scheduleWithFixedDelay(this::poll, 0, POLL_MS, TimeUnit.MILLISECONDS));
    clockwork.add(
        scheduler.scheduleWithFixedDelay(this::renew, 0, RENEW_MS, TimeUnit.MILLISECONDS));
  }

  /** Acts on an acceptance: a leased job starts, a waiting one is looked for. */
  public void accepted(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Leased leased) {
      start(leased.lease());
    } else if (acceptance instanceof Acceptance.Queued queued) {
      if (queued.forLater()) {
        after(0, this::poll);
      } else {
        ready();
      }
    }
  }

  /** A job waits, here or on another hub. */
  @Override
  public void ready() {
    if (open && !wanted.getAndSet(true)) {
      after(0, this::leaseWanted);
    }
  }

  @Override
  public void cancelled(JobId id) {
    running.kill(id);
  }

  private void start(Lease lease) {
    JobId id = lease.job().id();
    if (inFlight.put(id, lease) != null) {
      // It was lost and came back: what runs of it still is of an attempt that counts no more.
      running.kill(id);
    }
    running.begins(id);
    try {
      walkers.execute(() -> walkToEnd(lease));
    } catch (RejectedExecutionException e) {
      // Shutting down: the lease runs out, and the job is run by the next hub.
      finished(lease);
    }
  }

  private void walkToEnd(Lease lease) {
    try {
      if (work.walk(lease)) {
        // It found no place, and is tried again before the next poll.
        after(AGAIN_MS, this::poll);
      }
    } catch (RuntimeException e) {
      LOG.error(
          "job {} could not be finished; it runs again when its lease ends", lease.job().id(), e);
    } finally {
      finished(lease);
    }
  }

  private void after(long millis, Runnable task) {
    try {
      var unused = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down: the next hub looks for what waits");
    }
  }

  private void finished(Lease lease) {
    JobId id = lease.job().id();
    if (inFlight.remove(id, lease)) {
      running.ended(id);
    }
    slots.release();
    if (open && backlog) {
      wanted.set(true);
      leaseWanted();
    } else if (!open && inFlight.isEmpty()) {
      drained.countDown();
    }
  }

  private void poll() {
    leaseFailures.attempt(
        () -> {
          // Looked for first: places that are held to lease nothing are missed by jobs that come.
          QueueState state = store.tend();
          reclaimed.add(state.reclaimed());
          Duration nextDue = state.nextDue();
          if (nextDue != null && nextDue.toMillis() < POLL_MS) {
            after(nextDue.toMillis(), this::poll);
          }
          if (state.waiting()) {
            wanted.set(true);
            leaseWanted();
          }
        });
  }

  /** Leases as long as anybody wants it; one thread at a time, for others would find the same. */
  private void leaseWanted() {
    while (wanted.get() && leasing.compareAndSet(false, true)) {
      try {
        while (wanted.getAndSet(false)) {
          leaseFailures.attempt(this::lease);
        }
      } finally {
        leasing.set(false);
      }
    }
  }

  private void lease() {
    // Said before the places are counted, so that one that comes free from now on looks again.
    backlog = true;
    int places = open ? slots.reserveAll() : 0;
    if (places == 0) {
      return;
    }
    List<Lease> leases = List.of();
    try {
      leases = store.lease(places, shares.get());
    } finally {
      backlog = leases.size() == places;
      slots.release(places - leases.size());
    }
    leases.forEach(this::start);
  }

  private void renew() {
    renewFailures.attempt(
        () -> {
          hubs = store.beat();
          Renewal renewal = store.renew(List.copyOf(inFlight.values()));
          renewal.cancelled().forEach(lease -> running.kill(lease.job().id()));
          renewal.lost().forEach(this::abandon);
        });
  }

  private void abandon(Lease lease) {
    JobId id = lease.job().id();
    if (lease.equals(inFlight.get(id))) {
      LOG.info(
          "job {} attempt {} has ended, or is another hub's: what runs of it here is stopped",
          id,
          lease.attempt());
      running.kill(id);
    }
  }

  /** How many hubs there are, this one among them. */
  public int hubs() {
    return hubs;
  }

  /** How many jobs this hub has taken back from hubs that let their leases run out. */
  public long reclaimed() {
    return reclaimed.sum();
  }

  /** The jobs on their walk here. */
  public Set<JobId> inFlight() {
    return Set.copyOf(inFlight.keySet());
  }

  /**
   * Leases nothing more, lets what runs end, and hands back what does not in time, for another hub
   * to take at once.
   */
  public void drain(Duration time) {
    open = false;
    try {
      if (!endsWithin(time.toSeconds())) {
        handBack(List.copyOf(inFlight.values()));
        if (!endsWithin(STOP_SECONDS)) {
          LOG.warn("{} jobs could not be stopped", inFlight.size());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(long seconds) throws InterruptedException {
    return inFlight.isEmpty() || drained.await(seconds, TimeUnit.SECONDS);
  }

  private void handBack(List<Lease> leases) {
    try {
      List<Lease> handed = store.handBack(leases);
      leases.stream().filter(lease -> !handed.contains(lease)).forEach(work::stopped);
      LOG.info("handed back {} of {} jobs that ran on", handed.size(), leases.size());
    } catch (RuntimeException e) {
      LOG.warn("jobs could not be handed back, and wait for their leases: {}", e.getMessage());
    }
    // Only now: what a stopped run comes to counts no more.
    leases.forEach(lease -> running.kill(lease.job().id()));
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    clockwork.forEach(each -> each.cancel(false));
  }
}
