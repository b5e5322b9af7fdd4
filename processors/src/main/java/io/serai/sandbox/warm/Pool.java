package io.serai.sandbox.warm;

import io.serai.policy.WarmPolicy;
import io.serai.policy.WarmPolicy.Reuse;
import io.serai.sandbox.SandboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sandboxes ready, as many as jobs have lately used at once, and lends each to one job, or to
 * one tenant's jobs one after the other. Thread-safe.
 */
public final class Pool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final int MAKERS = 2;
  private static final long TICK_SECONDS = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Tenancy(Kind kind, String tenant) {}

  private record Kept(WarmSandbox sandbox, long since) {}

  private final Workshop workshop;
  private final Supplier<WarmPolicy> policy;
  private final FreeMemory memory = new FreeMemory();
  private final Map<Kind, Shelf> shelves = new ConcurrentHashMap<>();
  private final Map<Tenancy, ConcurrentLinkedDeque<Kept>> kept = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(MAKERS + 1);
  private final Undertaker undertaker = new Undertaker();
  private volatile boolean closed;

  /** A pool that keeps what the policy in force says. */
  public Pool(Maker maker, Supplier<WarmPolicy> policy) {
    this(maker, policy, PATIENCE);
  }

  Pool(Maker maker, Supplier<WarmPolicy> policy, Duration patience) {
    this.policy = policy;
    workshop = new Workshop(maker, patience, undertaker::bury);
    var unused =
        threads.scheduleWithFixedDelay(this::tend, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  /** Makes the first of a kind ready before anyone asks. */
  public void prepare(Kind kind) {
    refill(kind, shelf(kind));
  }

  /** How many sandboxes of such kinds wait. */
  int waiting(Predicate<Kind> kinds) {
    return shelves.entrySet().stream()
        .filter(each -> kinds.test(each.getKey()))
        .mapToInt(each -> each.getValue().size())
        .sum();
  }

  /** A sandbox for one job of a tenant: one that waits, or else a new one. */
  WarmSandbox take(Kind kind, String tenant) throws InterruptedException {
    Shelf shelf = shelf(kind);
    shelf.lend();
    try {
      WarmSandbox sandbox = takeKept(kind, tenant);
      if (sandbox == null) {
        sandbox = shelf.take();
      }
      return sandbox != null ? sandbox : workshop.make(kind);
    } catch (SandboxException | InterruptedException e) {
      shelf.returned();
      throw e;
    } finally {
      if (shelf.isEmpty()) {
        refill(kind, shelf);
      }
    }
  }

  /** A new one in place of one that turned out to be dead. */
  WarmSandbox replace(Kind kind) throws InterruptedException {
    Shelf shelf = shelf(kind);
    shelf.lend();
    try {
      return workshop.make(kind);
    } catch (SandboxException | InterruptedException e) {
      shelf.returned();
      throw e;
    }
  }

  /**
   * The job is done.
   *
   * @param reusable whether the sandbox is as good as new
   */
  void giveBack(WarmSandbox sandbox, String tenant, boolean reusable) {
    Shelf shelf = shelf(sandbox.kind());
    shelf.returned();
    // Not before, as long as others wait: making one would hold up the job that runs. The kernel
    // lets no process start or end while one is moved into a control group.
    refill(sandbox.kind(), shelf);
    if (!reusable || closed || policy.get().reuse() != Reuse.TENANT || !keep(sandbox, tenant)) {
      undertaker.bury(sandbox);
    }
  }

  private boolean keep(WarmSandbox sandbox, String tenant) {
    try {
      sandbox.prepareAgain();
    } catch (IOException e) {
      return false;
    }
    keepers(sandbox.kind(), tenant).addLast(new Kept(sandbox, System.nanoTime()));
    return true;
  }

  private @Nullable WarmSandbox takeKept(Kind kind, String tenant) {
    ConcurrentLinkedDeque<Kept> sandboxes = kept.get(new Tenancy(kind, tenant));
    Kept latest = sandboxes == null ? null : sandboxes.pollLast();
    return latest == null ? null : latest.sandbox();
  }

  private Shelf shelf(Kind kind) {
    return shelves.computeIfAbsent(kind, unused -> new Shelf());
  }

  private ConcurrentLinkedDeque<Kept> keepers(Kind kind, String tenant) {
    return kept.computeIfAbsent(new Tenancy(kind, tenant), unused -> new ConcurrentLinkedDeque<>());
  }

  private void refill(Kind kind, Shelf shelf) {
    while (!closed
        && memory.isEnough(policy.get().minFreePercent())
        && shelf.reserve(policy.get())) {
      threads.execute(() -> addTo(kind, shelf));
    }
  }

  private void addTo(Kind kind, Shelf shelf) {
    if (closed) {
      return;
    }
    try {
      WarmSandbox sandbox = workshop.make(kind);
      shelf.put(sandbox);
      if (closed) {
        drain(shelf, 0);
      }
    } catch (SandboxException e) {
      shelf.giveUp();
      LOG.warn("no sandbox could be kept ready for {}: {}", kind.word(), e.getMessage());
    } catch (InterruptedException e) {
      shelf.giveUp();
      Thread.currentThread().interrupt();
    }
  }

  /** Fits what waits to what is wanted, once a second. */
  private void tend() {
    WarmPolicy inForce = policy.get();
    boolean enough = memory.isEnough(inForce.minFreePercent());
    shelves.forEach(
        (kind, shelf) -> {
          shelf.tick();
          drain(shelf, enough ? shelf.wanted(inForce) : 0);
          refill(kind, shelf);
        });
    long keepNanos = enough ? TimeUnit.MILLISECONDS.toNanos(inForce.idleMs()) : 0;
    kept.values().forEach(sandboxes -> dropOlder(sandboxes, keepNanos));
  }

  private void drain(Shelf shelf, int wanted) {
    while (shelf.size() > wanted) {
      WarmSandbox surplus = shelf.take();
      if (surplus == null) {
        return;
      }
      undertaker.bury(surplus);
    }
  }

  /**
   * Drops a sandbox that has ended while it waited.
   *
   * @return whether it waited here
   */
  boolean discard(String name) {
    WarmSandbox ended = takeNamed(name);
    if (ended == null) {
      return false;
    }
    undertaker.bury(ended);
    refill(ended.kind(), shelf(ended.kind()));
    return true;
  }

  private @Nullable WarmSandbox takeNamed(String name) {
    for (Shelf shelf : shelves.values()) {
      WarmSandbox waiting = shelf.take(name);
      if (waiting != null) {
        return waiting;
      }
    }
    for (ConcurrentLinkedDeque<Kept> sandboxes : kept.values()) {
      for (Kept each : sandboxes) {
        if (each.sandbox().isNamed(name) && sandboxes.remove(each)) {
          return each.sandbox();
        }
      }
    }
    return null;
  }

  /** Drops every sandbox that waits; new ones are made as they are wanted. */
  void discardAll() {
    shelves.values().forEach(shelf -> drain(shelf, 0));
    kept.values().forEach(sandboxes -> dropOlder(sandboxes, 0));
  }

  private void dropOlder(ConcurrentLinkedDeque<Kept> sandboxes, long keepNanos) {
    for (Iterator<Kept> each = sandboxes.iterator(); each.hasNext(); ) {
      Kept candidate = each.next();
      boolean old = System.nanoTime() - candidate.since() >= keepNanos;
      if (old && sandboxes.remove(candidate)) {
        undertaker.bury(candidate.sandbox());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    // Those that wait for sandboxes to be made; the making itself is waited for.
    threads.shutdownNow();
    workshop.close();
    discardAll();
    undertaker.close();
  }
}
