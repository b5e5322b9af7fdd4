package io.serai.hub.remote;

import io.serai.fleet.NodeReport;
import io.serai.hub.threads.HubThreads;
import io.serai.store.NodeStore;
import io.serai.store.NodeStore.Reported;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this hub knows of nodes now: what they report to the registry, and what those of a fixed
 * list say when asked, each second. Who is silent for long is forgotten. Thread-safe.
 */
public final class NodeDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeDirectory.class);
  private static final long EACH_MS = 1_000;
  private static final int AT_ONCE = 32;
  private static final long ASKING_MS = 1_500;

  /**
   * A node that is there.
   *
   * @param report what it said last
   * @param reportedAtNanos when, in {@link System#nanoTime}
   */
  public record Known(NodeReport report, long reportedAtNanos) {

    private Known later(Known other) {
      return other.reportedAtNanos - reportedAtNanos > 0 ? other : this;
    }
  }

  private final NodeStore store;
  private final Supplier<List<URI>> fixed;
  private final NodeClient client;
  private final Map<String, Known> heard = new ConcurrentHashMap<>();
  private final List<Consumer<List<Known>>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, HubThreads.factory("nodes"));
  private volatile List<Known> known = List.of();
  private volatile boolean storeAnswers = true;

  /**
   * A directory, not yet open.
   *
   * @param store what nodes report to
   * @param fixed the addresses of nodes that are asked, looked up each time
   * @param client asks them
   */
  public NodeDirectory(NodeStore store, Supplier<List<URI>> fixed, NodeClient client) {
    this.store = store;
    this.fixed = fixed;
    this.client = client;
  }

  /** Looks and asks from now on. */
  public NodeDirectory open() {
    // A registry that is away holds up its own thread, and not the asking.
    eachSecond(this::look);
    eachSecond(this::ask);
    return this;
  }

  private void eachSecond(Runnable task) {
    var unused = threads.scheduleWithFixedDelay(task, 0, EACH_MS, TimeUnit.MILLISECONDS);
  }

  /** The nodes that are there now. */
  public List<Known> known() {
    return known;
  }

  /** Tells what is known, at least each second; the listener must not block. */
  public void listen(Consumer<List<Known>> listener) {
    listeners.add(listener);
  }

  private void look() {
    try {
      long before = System.nanoTime();
      for (Reported each : store.list()) {
        hear(new Known(each.report(), before - each.age().toNanos()));
      }
      storeAnswers = true;
    } catch (RuntimeException e) {
      if (storeAnswers) {
        LOG.warn("nodes cannot be looked up, and are forgotten soon: {}", e.getMessage());
      }
      storeAnswers = false;
    }
    publish();
  }

  private void ask() {
    try {
      List<URI> addresses = List.copyOf(fixed.get());
      for (int from = 0; from < addresses.size(); from += AT_ONCE) {
        ask(addresses.subList(from, Math.min(from + AT_ONCE, addresses.size())));
      }
    } catch (RuntimeException e) {
      LOG.warn("nodes cannot be asked: {}", e.getMessage());
    }
    publish();
  }

  private void ask(List<URI> addresses) {
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (URI address : addresses) {
      asked.add(
          client
              .report(address)
              .orTimeout(ASKING_MS, TimeUnit.MILLISECONDS)
              .thenAccept(report -> hear(new Known(report, System.nanoTime())))
              .exceptionally(failure -> silent(address, failure)));
    }
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).join();
  }

  private static Void silent(URI address, Throwable failure) {
    LOG.debug("node at {} does not answer: {}", address, failure.getMessage());
    return null;
  }

  private void hear(Known said) {
    heard.merge(said.report().name(), said, Known::later);
  }

  private synchronized void publish() {
    long now = System.nanoTime();
    heard.values().removeIf(each -> now - each.reportedAtNanos() > NodeReport.SILENCE.toNanos());
    known = List.copyOf(heard.values());
    for (Consumer<List<Known>> listener : listeners) {
      try {
        listener.accept(known);
      } catch (RuntimeException e) {
        LOG.warn("nodes could not be told of", e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
