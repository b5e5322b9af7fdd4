package io.serai.store;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what is too large for a database: bytes under a key. Thread-safe, shared by all hubs.
 *
 * <p>A key is a path of letters, digits, hyphens, exclamation marks and dots, its parts apart by
 * slashes. Every method throws {@link ObjectStoreException} when the store is away or refuses.
 */
public interface ObjectStore {

  /** Keeps the bytes durably, in place of any that were there. */
  void put(String key, byte[] content);

  /** The bytes; empty where there is no such key. */
  Optional<byte[]> get(String key);

  /** Forgets the bytes, if there are any. */
  void delete(String key);

  /** All keys that begin with the prefix, in their order. */
  List<String> list(String prefix);
}
