package io.serai.hub.retention;

import io.serai.hub.dispatch.FailureLog;
import io.serai.hub.threads.HubThreads;
import io.serai.store.ColdStorage;
import io.serai.store.ErasureStore;
import io.serai.store.ErasureStore.Erasure;
import io.serai.store.ObjectStoreException;
import io.serai.store.RetentionStore;
import io.serai.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the data of tenants for whom somebody asked for it, one hub at a time, and never while
 * partitions are exported, dropped or restored. What a hub leaves undone the next one does.
 */
public final class ErasureKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(ErasureKeeper.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** Traces and bills of jobs that have ended are written within that time. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final FailureLog failures = new FailureLog(LOG, "tenants' data cannot be erased");
  private final ErasureStore store;
  private final RetentionStore retention;
  private final TenantErasure erasing;
  private final Clock clock;
  private final Map<Long, Instant> again = new HashMap<>();

  /** Deletes from these stores. */
  public ErasureKeeper(
      ErasureStore store, RetentionStore retention, ColdStorage cold, Clock clock) {
    this.store = store;
    this.retention = retention;
    this.erasing = new TenantErasure(store, retention, cold);
    this.clock = clock;
  }

  /**
   * Begins to look for what was asked for.
   *
   * @return stops it
   */
  public AutoCloseable open() {
    return HubThreads.every("erasure", POLL, () -> failures.attempt(this::look));
  }

  private void look() {
    if (!due().isEmpty()) {
      // Looked for again, since another hub may have been at it until now.
      var unused = retention.alone(() -> due().forEach(this::erase));
    }
  }

  private List<Erasure> due() {
    Instant now = clock.instant();
    List<Erasure> open = store.open(SETTLED);
    again.keySet().retainAll(open.stream().map(Erasure::id).toList());
    return open.stream()
        .filter(erasure -> !now.isBefore(again.getOrDefault(erasure.id(), now)))
        .toList();
  }

  private void erase(Erasure erasure) {
    try {
      long left = erasing.run(erasure);
      if (left == 0) {
        LOG.info("data of tenant '{}' is erased, as {} asked", erasure.tenant(), erasure.askedBy());
      } else {
        store.note(erasure, left + " jobs have not ended, or their results are not sent and moved");
      }
    } catch (ObjectStoreException | StoreException e) {
      store.note(erasure, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      again.put(erasure.id(), clock.instant().plus(AGAIN));
    }
  }
}
