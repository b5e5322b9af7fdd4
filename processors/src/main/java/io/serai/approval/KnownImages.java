package io.serai.approval;

import io.serai.store.ImageStore;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which images each tenant has run something successfully. An image is its name, which holds its
 * version. Once known it stays known, so that a tenant's usual images cost no look at the store.
 * Thread-safe.
 */
public final class KnownImages {

  private record Use(String tenant, String image) {}

  private final ImageStore store;
  private final Set<Use> known = ConcurrentHashMap.newKeySet();

  /** What the given store knows, and what is learned here. */
  public KnownImages(ImageStore store) {
    this.store = store;
  }

  /** Whether the tenant has had a success in any of these. */
  boolean anyOf(String tenant, Collection<String> images) {
    return images.stream().anyMatch(image -> known.contains(new Use(tenant, image)))
        || store.usedAny(tenant, images);
  }

  /** The tenant has had a success in this one. */
  void learn(String tenant, String image) {
    Use use = new Use(tenant, image);
    if (known.add(use)) {
      var unused =
          store
              .used(tenant, image)
              .whenComplete(
                  (written, failure) -> {
                    if (failure != null) {
                      // The next success tries again.
                      known.remove(use);
                    }
                  });
    }
  }
}
