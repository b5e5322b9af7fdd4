package io.serai.store;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Objects in memory, of a store that a test can take away. */
public final class MemoryObjects implements ObjectStore {

  private final TreeMap<String, byte[]> objects = new TreeMap<>();
  private boolean away;

  /** Takes it away, or brings it back. */
  public synchronized void away(boolean gone) {
    away = gone;
  }

  @Override
  public synchronized void put(String key, byte[] content) {
    requireThere();
    objects.put(key, content.clone());
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    requireThere();
    return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
  }

  @Override
  public synchronized void delete(String key) {
    requireThere();
    objects.remove(key);
  }

  @Override
  public synchronized List<String> list(String prefix) {
    requireThere();
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  private void requireThere() {
    if (away) {
      throw new ObjectStoreException("store is away");
    }
  }
}
