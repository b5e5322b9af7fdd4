package io.serai.hub.retention;

import io.serai.job.JobId;
import io.serai.store.ColdErasure;
import io.serai.store.ColdStorage;
import io.serai.store.ErasureStore;
import io.serai.store.ErasureStore.Erasure;
import io.serai.store.ErasureStore.Kind;
import io.serai.store.ObjectKeys;
import io.serai.store.ObjectStore;
import io.serai.store.RetentionStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes what is kept of a tenant: out of cold storage, out of the database and out of the object
 * store, in this order, so that each still finds what it needs to know whose something is. Done
 * again, it goes on where it was broken off.
 */
final class TenantErasure {

  private static final int BATCH = 500;

  private final ErasureStore store;
  private final RetentionStore retention;
  private final ColdErasure cold;
  private final ObjectStore objects;

  /** Deletes from these stores; the objects are where cold storage is. */
  TenantErasure(ErasureStore store, RetentionStore retention, ColdStorage cold) {
    this.store = store;
    this.retention = retention;
    this.cold = new ColdErasure(cold, store);
    this.objects = cold.objects();
  }

  /**
   * Deletes what can be deleted.
   *
   * @return how many jobs are left, because they have not ended or are not answered
   */
  long run(Erasure erasure) {
    cold.erase(erasure);
    for (Kind kind : Kind.values()) {
      while (store.delete(erasure, kind, BATCH) > 0) {
        // One more batch, in a transaction of its own.
      }
    }
    eraseObjects(erasure);
    return store.finish(erasure);
  }

  /** All below the tenant's prefix but what belongs to jobs that are there. */
  private void eraseObjects(Erasure erasure) {
    String prefix = ObjectKeys.results(erasure.tenant());
    Map<JobId, List<String>> keys = new LinkedHashMap<>();
    for (String key : objects.list(prefix)) {
      ObjectKeys.job(prefix, key)
          .ifPresent(id -> keys.computeIfAbsent(id, unused -> new ArrayList<>()).add(key));
    }
    List<JobId> ids = List.copyOf(keys.keySet());
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<JobId> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
      Set<JobId> known = store.known(some);
      List<JobId> gone = some.stream().filter(id -> !known.contains(id)).toList();
      List<String> left =
          gone.stream().flatMap(id -> keys.getOrDefault(id, List.of()).stream()).toList();
      left.forEach(objects::delete);
      retention.clean(gone);
      store.count(erasure, "objects", left.size());
    }
  }
}
