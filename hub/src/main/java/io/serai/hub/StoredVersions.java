package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.store.StoreException;
import io.serai.store.VersionStore;
import java.util.ArrayDeque;
import java.util.Deque;

/** The versions that are kept, read by somebody who is no hub, while none runs here. */
public final class StoredVersions implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Stores stores;

  /**
   * Opens the database as it is configured.
   *
   * @throws StoreException when it does not answer
   * @throws IllegalStateException when a hub that runs brings it along
   */
  public StoredVersions(HubConfig config) {
    try {
      this.stores = new Storage(config, parts::push).open();
      if (!stores.answers().getAsBoolean()) {
        throw new StoreException("database does not answer; check serai.database.url");
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** All that are kept. */
  public VersionStore versions() {
    return stores.versions();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("database could not be closed; " + e.getMessage(), e);
    }
  }
}
