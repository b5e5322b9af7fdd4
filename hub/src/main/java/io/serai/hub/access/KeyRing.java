package io.serai.hub.access;

import io.serai.access.Admission;
import io.serai.access.ApiKey;
import io.serai.access.KeyText;
import io.serai.store.ApiKeyStore;
import io.serai.store.ApiKeyStore.Kept;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every key, in memory: a request asks no database, and neither does an attacker. What another hub
 * makes or revokes counts here with the next {@link #refresh}. Thread-safe.
 */
public final class KeyRing {

  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final ApiKeyStore store;
  private final Clock clock;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final AtomicLong reads = new AtomicLong();
  private long newestRead;
  private volatile Map<String, Kept> keys = Map.of();

  /** The keys of the store, none of which has been read yet. */
  public KeyRing(ApiKeyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Reads all keys anew, and notes which have been used. */
  public void refresh() {
    long read = reads.incrementAndGet();
    replace(
        read,
        store.list().stream()
            .collect(Collectors.toUnmodifiableMap(kept -> kept.key().id(), Function.identity())));
    noteUsed();
  }

  /** A read that began earlier may end later, and would bring back what was revoked meanwhile. */
  private synchronized void replace(long read, Map<String, Kept> found) {
    if (read > newestRead) {
      newestRead = read;
      keys = found;
    }
  }

  /** At most once a minute for each key. */
  private void noteUsed() {
    Instant now = clock.instant();
    Set<String> due =
        used.stream()
            .filter(id -> isBefore(lastUsed(id), now.minus(NOTED_EVERY)))
            .collect(Collectors.toSet());
    if (!due.isEmpty()) {
      store.used(due, now);
      used.removeAll(due);
    }
  }

  private @Nullable Instant lastUsed(String id) {
    Kept kept = keys.get(id);
    return kept == null ? null : kept.key().lastUsedAt();
  }

  private static boolean isBefore(@Nullable Instant at, Instant limit) {
    return at == null || at.isBefore(limit);
  }

  /**
   * Who shows this key.
   *
   * @throws CredentialRefused with the same words whatever is wrong with it
   */
  Admission admit(String shown) throws CredentialRefused {
    KeyText text = KeyText.parse(shown).orElseThrow(() -> refused("key", "malformed"));
    Kept kept = keys.get(text.id());
    if (kept == null) {
      throw refused("key", "unknown");
    }
    ApiKey key = kept.key();
    Instant now = clock.instant();
    if (!proves(text.hash(), kept, now)) {
      throw refused(key.id(), "wrong-secret");
    }
    String state = key.state(now);
    if (!state.equals("live")) {
      throw refused(key.id(), state);
    }
    used.add(key.id());
    return key.admission();
  }

  private static boolean proves(byte[] hash, Kept kept, Instant now) {
    boolean current = MessageDigest.isEqual(hash, kept.hash());
    byte[] previousHash = kept.previousHash();
    Instant until = kept.previousUntil();
    boolean previous =
        previousHash != null
            && until != null
            && now.isBefore(until)
            && MessageDigest.isEqual(hash, previousHash);
    return current || previous;
  }

  private static CredentialRefused refused(String subject, String reason) {
    return new CredentialRefused(
        subject,
        reason,
        "key is malformed, unknown, expired or revoked; send a live one, which an operator makes"
            + " with ./serai keys create");
  }
}
