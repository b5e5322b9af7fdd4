package io.serai.hub.access;

import io.serai.access.Admission;
import io.serai.access.ApiKey;
import io.serai.access.KeyText;
import io.serai.access.Principal;
import io.serai.store.ApiKeyStore;
import io.serai.store.ApiKeyStore.Kept;
import io.serai.store.AuditStore;
import io.serai.store.AuditStore.Entry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes, rotates and revokes keys. Whoever does sees only the keys of its tenant, and makes none
 * that may do more than it may itself; the audit log tells what was done. Thread-safe.
 */
public final class Keys {

  /** A key with its secret, which is shown once. */
  public record Minted(ApiKey key, KeyText text) {}

  /** What is asked for goes beyond what who asks may do itself. */
  public static final class BeyondOwn extends Exception {

    private static final long serialVersionUID = 1L;

    private BeyondOwn() {
      super(
          "key may do more than its maker; leave out tenants, roles and scopes that are not yours");
    }
  }

  private final ApiKeyStore store;
  private final KeyRing ring;
  private final AuditStore audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Keeps keys in the store; the ring learns of them at once. */
  public Keys(ApiKeyStore store, KeyRing ring, AuditStore audit, Clock clock) {
    this.store = store;
    this.ring = ring;
    this.audit = audit;
    this.clock = clock;
  }

  /** The keys that the caller may see, newest first. */
  public List<ApiKey> list(Principal caller) {
    return store.list().stream().map(Kept::key).filter(key -> sees(caller, key)).toList();
  }

  /**
   * Makes a key.
   *
   * @return empty when a live key of its tenant has its name
   * @throws BeyondOwn when it could do more than its maker
   */
  public Optional<Minted> create(Admission maker, KeyOrder order) throws BeyondOwn {
    KeyText text = KeyText.mint(random);
    ApiKey key = order.key(text.id(), maker, clock.instant());
    requireCovered(maker, key);
    if (!store.add(key, text.hash())) {
      return Optional.empty();
    }
    done(maker, "key.create", key, Map.of("name", key.name(), "roles", key.roles().toString()));
    return Optional.of(new Minted(key, text));
  }

  /**
   * Gives a key another secret.
   *
   * @param overlap how long the one it had counts still
   * @return empty when the caller sees no live key of this id
   * @throws BeyondOwn when the key may do more than the caller, who would learn its secret
   */
  public Optional<Minted> rotate(Admission caller, String id, Duration overlap) throws BeyondOwn {
    Optional<ApiKey> found = find(caller.principal(), id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ApiKey key = found.get();
    requireCovered(caller, key);
    KeyText text = KeyText.mint(id, random);
    Instant until = clock.instant().plus(overlap);
    if (!store.rotate(id, text.hash(), until)) {
      return Optional.empty();
    }
    done(caller, "key.rotate", key, Map.of("name", key.name(), "previousUntil", until.toString()));
    return Optional.of(new Minted(key, text));
  }

  /** Ends a key; false when the caller sees no live key of this id. */
  public boolean revoke(Admission caller, String id) {
    Optional<ApiKey> found = find(caller.principal(), id);
    boolean revoked = found.isPresent() && store.revoke(id, clock.instant());
    if (revoked) {
      done(caller, "key.revoke", found.get(), Map.of("name", found.get().name()));
    }
    return revoked;
  }

  private Optional<ApiKey> find(Principal caller, String id) {
    return list(caller).stream()
        .filter(key -> key.id().equals(id) && key.revokedAt() == null)
        .findFirst();
  }

  private static boolean sees(Principal caller, ApiKey key) {
    String tenant = key.tenant();
    return tenant == null ? caller.tenant() == null : caller.actsFor(tenant);
  }

  private static void requireCovered(Admission caller, ApiKey key) throws BeyondOwn {
    if (!caller.covers(key.admission())) {
      throw new BeyondOwn();
    }
  }

  private void done(Admission caller, String action, ApiKey key, Map<String, String> detail) {
    ring.refresh();
    audit.append(
        new Entry(caller.principal().name(), key.tenant(), action, key.id(), "done", detail));
  }
}
