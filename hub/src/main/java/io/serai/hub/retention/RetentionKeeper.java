package io.serai.hub.retention;

import io.serai.hub.dispatch.FailureLog;
import io.serai.hub.threads.HubThreads;
import io.serai.policy.Policies;
import io.serai.policy.RetentionPolicy;
import io.serai.store.AuditStore;
import io.serai.store.ColdManifest;
import io.serai.store.ColdStorage;
import io.serai.store.ObjectStoreException;
import io.serai.store.Partition;
import io.serai.store.PartitionStore;
import io.serai.store.RetentionStore;
import io.serai.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what has been kept for as long as {@code policies/retention.yaml} says: whole partitions
 * where no tenant needs them any longer, rows of those who need them for less. What the policy
 * wants in cold storage is there before it is dropped. Each hour, one hub at a time.
 */
public final class RetentionKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionKeeper.class);
  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final int BATCH = 500;

  /** What no tenant's own terms are for. */
  private static final Set<String> OF_EVERYBODY = Set.of("bills", "audit");

  /** Letters of nobody known. */
  private static final String NOBODY = "";

  private final FailureLog failures = new FailureLog(LOG, "what is old cannot be forgotten");
  private final RetentionStore store;
  private final PartitionStore partitions;
  private final ColdStorage cold;
  private final AuditStore audit;
  private final Supplier<Policies> policies;
  private final Clock clock;
  private @Nullable RetentionPolicy followed;
  private Instant next = Instant.MIN;

  /**
   * Forgets what is in these stores.
   *
   * @param policies those in force
   * @param clock tells what is old
   */
  public RetentionKeeper(
      RetentionStore store,
      PartitionStore partitions,
      ColdStorage cold,
      AuditStore audit,
      Supplier<Policies> policies,
      Clock clock) {
    this.store = store;
    this.partitions = partitions;
    this.cold = cold;
    this.audit = audit;
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * Begins to forget.
   *
   * @return stops it
   */
  public AutoCloseable open() {
    return HubThreads.every("retention", POLL, () -> failures.attempt(this::look));
  }

  /**
   * An hour after the last time, or as the policy changes; soon again where it did not work out.
   */
  private void look() {
    Policies inForce = policies.get();
    Instant now = clock.instant();
    boolean due = !inForce.retention().equals(followed) || !now.isBefore(next);
    if (due && store.alone(() -> forget(inForce, now))) {
      followed = inForce.retention();
      next = now.plus(PERIOD);
    }
  }

  private void forget(Policies inForce, Instant now) {
    RetentionPolicy policy = inForce.retention();
    List<String> failed = new ArrayList<>();
    for (Partition partition : partitions.list()) {
      try {
        look(partition, policy, now);
      } catch (ObjectStoreException | StoreException e) {
        failed.add(String.valueOf(e.getMessage()));
      }
    }
    for (String tenant : tenants(inForce)) {
      RetentionPolicy.Terms terms = policy.of(tenant);
      delete("jobs", tenant, before(now, policy.jobsDaysByRow(tenant)), store::deleteJobs);
      delete("dead letters", tenant, before(now, terms.deadLettersDays()), store::deleteLetters);
    }
    sweep();
    if (!failed.isEmpty()) {
      throw new StoreException(String.join("; ", failed));
    }
  }

  private void look(Partition partition, RetentionPolicy policy, Instant now) {
    Integer days = days(partition, policy);
    if (days == null || !isOver(partition, now, days)) {
      return;
    }
    if (!policy.cold()) {
      drop(partition, days, Map.of());
    } else if (export(partition)) {
      drop(partition, days, Map.of("cold", "true"));
    }
  }

  /** Whether it may be dropped then: an answer may be owed again meanwhile. */
  private boolean export(Partition partition) {
    ColdManifest manifest = cold.export(partition);
    LOG.info("partition {} is in cold storage: {} rows", partition.name(), manifest.rows());
    note(
        "retention.export",
        partition,
        Map.of(
            "rows", String.valueOf(manifest.rows()),
            "parts", String.valueOf(manifest.parts().size())));
    boolean free = !isInUse(partition);
    if (free && partition.table().equals("jobs")) {
      store.keepObjects(partition);
    }
    return free;
  }

  /** For how long somebody needs what is in a partition; absent means for ever. */
  private static @Nullable Integer days(Partition partition, RetentionPolicy policy) {
    return switch (partition.table()) {
      case "bills" -> policy.ledgerDays();
      case "audit" -> policy.auditDays();
      default -> policy.longestJobsDays();
    };
  }

  private static @Nullable Instant before(Instant now, @Nullable Integer days) {
    return days == null ? null : now.minus(Duration.ofDays(days));
  }

  /** What has come back from cold storage has a time of its own as well. */
  private boolean isOver(Partition partition, Instant now, int days) {
    return !partition.ends().isAfter(now.minus(Duration.ofDays(days)))
        && cold.keptUntil(partition).filter(now::isBefore).isEmpty()
        && !isInUse(partition);
  }

  private boolean isInUse(Partition partition) {
    return !OF_EVERYBODY.contains(partition.table()) && store.inUse(partition);
  }

  private void drop(Partition partition, int days, Map<String, String> detail) {
    if (partition.table().equals("jobs")) {
      store.forgetBeside(partition);
    }
    partitions.drop(partition);
    LOG.info("partition {} is dropped: all in it is older than {} days", partition.name(), days);
    Map<String, String> told = new TreeMap<>(detail);
    told.put("days", String.valueOf(days));
    note("retention.drop", partition, told);
  }

  private void note(String action, Partition partition, Map<String, String> detail) {
    audit.append(new AuditStore.Entry("hub", null, action, partition.name(), "done", detail));
  }

  private static Set<String> tenants(Policies policies) {
    Set<String> tenants = new TreeSet<>(policies.allowlist().tenants().keySet());
    tenants.addAll(policies.retention().tenants().keySet());
    tenants.add(NOBODY);
    return tenants;
  }

  private interface Deletion {
    int delete(String tenant, Instant before, int max);
  }

  private static void delete(
      String what, String tenant, @Nullable Instant before, Deletion deletion) {
    if (before == null) {
      return;
    }
    int all = 0;
    int deleted;
    do {
      deleted = deletion.delete(tenant, before, BATCH);
      all += deleted;
    } while (deleted == BATCH);
    if (all > 0) {
      LOG.info("{} {} of tenant '{}' are deleted: older than {}", all, what, tenant, before);
    }
  }

  /** What results that are gone have left in the object store. */
  private void sweep() {
    List<RetentionStore.Remains> remains;
    do {
      remains = store.remains(BATCH);
      remains.forEach(each -> each.keys().forEach(cold.objects()::delete));
      store.clean(remains.stream().map(RetentionStore.Remains::jobId).toList());
    } while (!remains.isEmpty());
  }
}
