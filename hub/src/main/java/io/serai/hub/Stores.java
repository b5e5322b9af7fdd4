package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresCostStore;
import io.serai.store.postgres.PostgresDeadLetterStore;
import io.serai.store.postgres.PostgresJobStore;
import io.serai.store.postgres.PostgresOutbox;
import io.serai.store.postgres.PostgresTraceStore;
import java.util.UUID;

/** All stores of one hub, over one database. */
record Stores(
    Database database,
    PostgresJobStore jobs,
    PostgresTraceStore traces,
    PostgresCostStore costs,
    PostgresOutbox outbox,
    PostgresDeadLetterStore deadLetters)
    implements AutoCloseable {

  static Stores open(HubConfig.Database config, String jdbcUrl, HubConfig.Run run) {
    Database database =
        new Database(jdbcUrl, config.user(), config.password(), config.connections());
    return new Stores(
        database,
        new PostgresJobStore(database, UUID.randomUUID(), run.lease()),
        new PostgresTraceStore(database),
        new PostgresCostStore(database),
        new PostgresOutbox(database),
        new PostgresDeadLetterStore(database));
  }

  @Override
  public void close() {
    jobs.close();
    traces.close();
    costs.close();
    database.close();
  }
}
