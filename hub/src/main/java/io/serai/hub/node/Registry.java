package io.serai.hub.node;

import io.serai.hub.config.HubConfig;
import io.serai.hub.threads.HubThreads;
import io.serai.store.NodeStore;
import io.serai.store.StoreException;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresNodeStore;
import org.jspecify.annotations.Nullable;

/** Connects to the registry of nodes, which may be away when the node starts. */
final class Registry implements AutoCloseable {

  /** One of them is open when nothing but reports is written; migrations need a few more. */
  private static final int CONNECTIONS = 8;

  private final HubConfig.Database config;
  private @Nullable Database database;

  Registry(HubConfig.Database config) {
    this.config = config;
  }

  /**
   * Connects.
   *
   * @throws StoreException when it is away
   */
  synchronized NodeStore connect() {
    try {
      Database open =
          new Database(
              config.url(),
              config.user(),
              () -> config.password().resolve().reveal(),
              CONNECTIONS,
              HubThreads.factory("store"));
      database = open;
      return new PostgresNodeStore(open);
    } catch (RuntimeException e) {
      throw new StoreException("database does not answer; check serai.database.url", e);
    }
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.close();
    }
  }
}
