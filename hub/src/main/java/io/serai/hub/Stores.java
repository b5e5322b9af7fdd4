package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.threads.HubThreads;
import io.serai.store.ApiKeyStore;
import io.serai.store.ApprovalStore;
import io.serai.store.AuditStore;
import io.serai.store.BacklogStore;
import io.serai.store.ColdStorage;
import io.serai.store.CostStore;
import io.serai.store.DeadLetterStore;
import io.serai.store.ErasureStore;
import io.serai.store.ImageStore;
import io.serai.store.JobStore;
import io.serai.store.LargeParts;
import io.serai.store.NodeStore;
import io.serai.store.Outbox;
import io.serai.store.PartitionRows;
import io.serai.store.PartitionStore;
import io.serai.store.PlacementStore;
import io.serai.store.QueueSignals;
import io.serai.store.RecordedJobs;
import io.serai.store.ReplayStore;
import io.serai.store.RetentionStore;
import io.serai.store.TraceStore;
import io.serai.store.UnmovedResults;
import io.serai.store.VersionStore;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresApiKeyStore;
import io.serai.store.postgres.PostgresApprovalStore;
import io.serai.store.postgres.PostgresAuditStore;
import io.serai.store.postgres.PostgresBacklogStore;
import io.serai.store.postgres.PostgresCostStore;
import io.serai.store.postgres.PostgresDeadLetterStore;
import io.serai.store.postgres.PostgresErasureStore;
import io.serai.store.postgres.PostgresImageStore;
import io.serai.store.postgres.PostgresJobStore;
import io.serai.store.postgres.PostgresNodeStore;
import io.serai.store.postgres.PostgresOutbox;
import io.serai.store.postgres.PostgresPartitionRows;
import io.serai.store.postgres.PostgresPartitionStore;
import io.serai.store.postgres.PostgresPlacementStore;
import io.serai.store.postgres.PostgresRecordedJobs;
import io.serai.store.postgres.PostgresReplayStore;
import io.serai.store.postgres.PostgresRetentionStore;
import io.serai.store.postgres.PostgresSignals;
import io.serai.store.postgres.PostgresTraceStore;
import io.serai.store.postgres.PostgresUnmovedResults;
import io.serai.store.postgres.PostgresVersionStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * All stores of one hub.
 *
 * @param answers whether what is behind them answers
 * @param closing closes them, first to last
 */
record Stores(
    JobStore jobs,
    PlacementStore placements,
    TraceStore traces,
    CostStore costs,
    Outbox outbox,
    DeadLetterStore deadLetters,
    NodeStore nodes,
    AuditStore audit,
    ApprovalStore approvals,
    ImageStore images,
    ApiKeyStore keys,
    QueueSignals signals,
    ReplayStore replays,
    VersionStore versions,
    RecordedJobs recorded,
    BacklogStore backlog,
    PartitionStore partitions,
    UnmovedResults unmoved,
    RetentionStore retention,
    ErasureStore erasures,
    PartitionRows rows,
    LargeParts parts,
    BooleanSupplier answers,
    List<Runnable> closing)
    implements AutoCloseable {

  private static final Duration LOOK_BACK = Duration.ofDays(1);

  /** The stores in one database, and large parts of results beside it. */
  static Stores open(
      HubConfig.Database config, String jdbcUrl, HubConfig.Run run, LargeParts parts) {
    return over(database(config, jdbcUrl), UUID.randomUUID(), run, parts);
  }

  private static Stores over(Database database, UUID hub, HubConfig.Run run, LargeParts parts) {
    PostgresJobStore jobs = new PostgresJobStore(database, hub, run.lease(), parts);
    PostgresPlacementStore placements = new PostgresPlacementStore(database);
    PostgresTraceStore traces = new PostgresTraceStore(database);
    PostgresCostStore costs = new PostgresCostStore(database);
    PostgresImageStore images = new PostgresImageStore(database);
    database.whenCurrent(() -> catchUp(traces, costs));
    return new Stores(
        jobs,
        placements,
        traces,
        costs,
        new PostgresOutbox(database),
        new PostgresDeadLetterStore(database),
        new PostgresNodeStore(database),
        new PostgresAuditStore(database),
        new PostgresApprovalStore(database),
        images,
        new PostgresApiKeyStore(database),
        new PostgresSignals(database),
        new PostgresReplayStore(database),
        new PostgresVersionStore(database, hub),
        new PostgresRecordedJobs(database),
        new PostgresBacklogStore(database),
        new PostgresPartitionStore(database),
        new PostgresUnmovedResults(database),
        new PostgresRetentionStore(database),
        new PostgresErasureStore(database),
        new PostgresPartitionRows(database),
        parts,
        database::answers,
        List.of(
            jobs::close,
            placements::close,
            traces::close,
            costs::close,
            images::close,
            database::close));
  }

  /** A hub that dies loses what it had not written yet of a moment; results hold it all. */
  private static void catchUp(PostgresTraceStore traces, PostgresCostStore costs) {
    traces.catchUp(LOOK_BACK);
    costs.catchUp(LOOK_BACK);
  }

  private static Database database(HubConfig.Database config, String jdbcUrl) {
    return new Database(
        jdbcUrl,
        config.user(),
        () -> config.password().resolve().reveal(),
        config.connections(),
        HubThreads.factory("store"));
  }

  /** Stores that may be named but not used, for building routes that are never run. */
  static Stores absent() {
    return new Stores(
        absent(JobStore.class),
        absent(PlacementStore.class),
        absent(TraceStore.class),
        absent(CostStore.class),
        absent(Outbox.class),
        absent(DeadLetterStore.class),
        absent(NodeStore.class),
        absent(AuditStore.class),
        absent(ApprovalStore.class),
        absent(ImageStore.class),
        absent(ApiKeyStore.class),
        absent(QueueSignals.class),
        absent(ReplayStore.class),
        absent(VersionStore.class),
        absent(RecordedJobs.class),
        absent(BacklogStore.class),
        absent(PartitionStore.class),
        absent(UnmovedResults.class),
        absent(RetentionStore.class),
        absent(ErasureStore.class),
        absent(PartitionRows.class),
        LargeParts.none(),
        () -> false,
        List.of());
  }

  private static <T> T absent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new IllegalStateException(type.getSimpleName() + " is not there in a check");
            }));
  }

  /** What is exported of it, in the object store. */
  ColdStorage cold() {
    return new ColdStorage(parts.objects(), rows, partitions);
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
