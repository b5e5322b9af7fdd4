package io.serai.hub.access;

import io.serai.access.Admission;
import io.serai.access.ApiKey;
import io.serai.access.Role;
import io.serai.access.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key that is to be made shall be like.
 *
 * @param name for people
 * @param tenant the only tenant it acts for; absent means any
 * @param roles what it may do
 * @param scopes the only scopes it may use; absent means all of its roles
 * @param expiresAt when it ends; absent means never
 */
public record KeyOrder(
    String name,
    @Nullable String tenant,
    Set<Role> roles,
    @Nullable Set<Scope> scopes,
    @Nullable Instant expiresAt) {

  public KeyOrder {
    roles = Set.copyOf(roles);
    scopes = scopes == null ? null : Set.copyOf(scopes);
  }

  /** The key, as it is when it is made. */
  ApiKey key(String id, Admission maker, Instant now) {
    return new ApiKey(
        id, name, tenant, roles, scopes, maker.principal().name(), now, expiresAt, null, null);
  }
}
