package io.serai.store;

import io.serai.access.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API keys, without their secrets. Thread-safe, shared by all hubs. */
public interface ApiKeyStore {

  /**
   * A key and what it is held against.
   *
   * @param hash SHA-256 of its secret
   * @param previousHash of the secret before it was rotated; absent when it never was
   * @param previousUntil how long that one counts still; absent when it never was rotated
   */
  @SuppressWarnings("ArrayRecordComponent") // Read-only by convention.
  record Kept(
      ApiKey key, byte[] hash, byte @Nullable [] previousHash, @Nullable Instant previousUntil) {}

  /** Keeps a new key; false when a live key of the same tenant has its name. */
  boolean add(ApiKey key, byte[] hash);

  /** Keeps a new key if it is the first of all; false when there was one, live or not. */
  boolean addFirst(ApiKey key, byte[] hash);

  /**
   * Gives a key another secret; the one it had counts until the given time.
   *
   * @return false when there is no such key, or it is revoked
   */
  boolean rotate(String id, byte[] hash, Instant previousUntil);

  /** Ends a key; false when there is no such key, or it had been revoked before. */
  boolean revoke(String id, Instant at);

  /** Notes when these keys were used last. */
  void used(Set<String> ids, Instant at);

  /** All keys, newest first. */
  List<Kept> list();
}
