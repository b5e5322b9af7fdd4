package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.objects.ResultMover;
import io.serai.hub.objects.S3Objects;
import io.serai.hub.partition.PartitionKeeper;
import io.serai.hub.retention.ErasureKeeper;
import io.serai.hub.retention.RetentionKeeper;
import io.serai.policy.Policies;
import io.serai.store.LargeParts;
import io.serai.store.ObjectStore;
import io.serai.store.directory.DirectoryObjects;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the stores of a hub, and what keeps them in order. */
final class Storage {

  private final HubConfig config;
  private final Consumer<AutoCloseable> parts;

  /**
   * Storage as it is configured.
   *
   * @param parts takes what is to be closed, the last first
   */
  Storage(HubConfig config, Consumer<AutoCloseable> parts) {
    this.config = config;
    this.parts = parts;
  }

  /** Opens the stores, and with them the servers that the hub brings along. */
  Stores open() {
    String jdbcUrl = config.database().url();
    if (config.database().embedded()) {
      PostgresServer server = part(PostgresServer.start(config.state()));
      jdbcUrl = server.jdbcUrl();
    }
    LargeParts large = new LargeParts(objects(), config.objects().fromBytes());
    return part(Stores.open(config.database(), jdbcUrl, config.run(), large));
  }

  private ObjectStore objects() {
    return config.objects().remote()
        ? part(new S3Objects(config.objects()))
        : new DirectoryObjects(config.state().resolve("objects"));
  }

  /** Makes room ahead, moves what is large, forgets what is old, erases what it is asked to. */
  void keep(
      Stores stores,
      MetricsWiring metrics,
      Supplier<Policies> policies,
      ScheduledExecutorService scheduler) {
    Duration width = Duration.ofDays(config.database().partitionDays());
    part(new PartitionKeeper(stores.partitions(), width, Clock.systemUTC()).open(scheduler));
    part(metrics.watched(new ResultMover(stores.unmoved(), stores.parts())).open());
    part(
        new RetentionKeeper(
                stores.retention(),
                stores.partitions(),
                stores.cold(),
                stores.audit(),
                policies,
                Clock.systemUTC())
            .open());
    part(
        new ErasureKeeper(stores.erasures(), stores.retention(), stores.cold(), Clock.systemUTC())
            .open());
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.accept(part);
    return part;
  }
}
