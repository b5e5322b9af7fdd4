package io.serai.store;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** In which images each tenant has run something successfully. Thread-safe, shared by all hubs. */
public interface ImageStore {

  /** Whether the tenant has, in any of these. */
  boolean usedAny(String tenant, Collection<String> images);

  /** Notes that the tenant has, soon; the answer comes once it is durable. */
  CompletableFuture<@Nullable Void> used(String tenant, String image);
}
