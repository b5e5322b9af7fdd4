package io.serai.hub.version;

import io.serai.hub.dispatch.FailureLog;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore;
import io.serai.store.VersionStore.Coming;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every version of the policies and the routes that comes into force, and notes when it came
 * and by whom. While the database is away, they wait here: no edit waits for it. Thread-safe.
 */
public final class VersionKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(VersionKeeper.class);
  private static final long LOOK_MS = 250;

  private final VersionStore store;
  private final EditAuthor author;
  private final String host;
  private final Clock clock;
  private final Map<Kind, Version> last = new EnumMap<>(Kind.class);
  private final Queue<Came> waiting = new ConcurrentLinkedQueue<>();
  private final FailureLog failures = new FailureLog(LOG, "versions cannot be kept");

  private record Came(Version version, Coming coming) {}

  /**
   * Keeps in the given store.
   *
   * @param author says whose versions are
   * @param host the machine and the process of this hub, for people
   */
  public VersionKeeper(VersionStore store, EditAuthor author, String host, Clock clock) {
    this.store = store;
    this.author = author;
    this.host = host;
    this.clock = clock;
  }

  /** This is in force from now on. */
  public synchronized void inForce(Version version) {
    EditAuthor.Edit edit = author.of(version, last.put(version.kind(), version));
    Coming coming = new Coming(clock.instant(), host, edit.author(), edit.how(), edit.commit());
    waiting.add(new Came(version, coming));
  }

  /**
   * Begins to keep.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> keeping =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::keepAll), 0, LOOK_MS, TimeUnit.MILLISECONDS);
    return () -> keeping.cancel(false);
  }

  private void keepAll() {
    Came next = waiting.peek();
    while (next != null) {
      store.came(next.version(), next.coming());
      waiting.remove();
      next = waiting.peek();
    }
  }
}
