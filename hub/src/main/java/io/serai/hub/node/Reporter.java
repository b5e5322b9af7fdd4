package io.serai.hub.node;

import io.serai.fleet.NodeReport;
import io.serai.hub.threads.HubThreads;
import io.serai.store.NodeStore;
import io.serai.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a node to the registry each second, and soon when something has changed; clears away
 * nodes that have been silent for long. A registry that is away is tried again.
 */
final class Reporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final long EACH_MS = 1_000;
  private static final long SOON_MS = 250;
  private static final long REPORTS_PER_CLEARING = 30;
  private static final Duration SILENT = Duration.ofMinutes(1);
  private static final long LAST_WORD_SECONDS = 5;

  private final Supplier<NodeReport> self;
  private final Supplier<NodeStore> connect;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(HubThreads.factory("report"));
  private final AtomicBoolean soon = new AtomicBoolean();
  private @Nullable NodeStore store;
  private boolean counts = true;
  private boolean heard = true;
  private boolean ended;
  private long reports;

  /**
   * A reporter, not yet at work.
   *
   * @param self what the node is now
   * @param connect opens the registry; throws a {@link StoreException} when it is away
   */
  Reporter(Supplier<NodeReport> self, Supplier<NodeStore> connect) {
    this.self = self;
    this.connect = connect;
  }

  Reporter open() {
    var unused = thread.scheduleWithFixedDelay(this::report, 0, EACH_MS, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Something has changed that hubs should know soon. */
  void changed() {
    if (soon.compareAndSet(false, true)) {
      later(
          () -> {
            soon.set(false);
            report();
          },
          SOON_MS);
    }
  }

  /** Something has changed that hubs should know at once. */
  void changedMuch() {
    later(this::report, 0);
  }

  private void later(Runnable task, long delayMs) {
    if (!thread.isShutdown()) {
      var unused = thread.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }
  }

  private void report() {
    if (ended) {
      return;
    }
    try {
      NodeStore registry = registry();
      NodeReport report = self.get();
      note(report, registry.report(report));
      if (reports++ % REPORTS_PER_CLEARING == 0) {
        registry.removeSilent(SILENT);
      }
    } catch (RuntimeException e) {
      // Whatever it was: no later report would be made if this one threw.
      if (heard) {
        LOG.warn("node cannot report, and tries again each second: {}", e.getMessage());
      }
      heard = false;
    }
  }

  private NodeStore registry() {
    NodeStore open = store;
    if (open == null) {
      open = connect.get();
      store = open;
    }
    return open;
  }

  private void note(NodeReport report, boolean countsNow) {
    if (!heard) {
      LOG.info("node reports again");
    }
    if (counts && !countsNow) {
      LOG.error(
          "node '{}' is also another, newer process, which hubs use instead; stop one of the two",
          report.name());
    }
    heard = true;
    counts = countsNow;
  }

  /** Takes the node out of the registry, if that can be had. */
  @Override
  public void close() {
    later(
        () -> {
          ended = true;
          NodeStore open = store;
          if (open != null) {
            NodeReport last = self.get();
            open.remove(last.name(), last.instance());
          }
        },
        0);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
