package io.serai.store;

import java.util.List;
import java.util.Optional;

/** The store of who has none: it is empty, and takes nothing. */
final class NoObjects implements ObjectStore {

  @Override
  public void put(String key, byte[] content) {
    throw new ObjectStoreException("object '" + key + "' cannot be kept; there is no object store");
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.empty();
  }

  @Override
  public void delete(String key) {}

  @Override
  public List<String> list(String prefix) {
    return List.of();
  }
}
