package io.serai.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential for programs, without its secret.
 *
 * @param id its identity, 16 hex digits
 * @param name for people, unique among the live keys of its tenant
 * @param tenant the only tenant it acts for; absent means any
 * @param roles what it may do
 * @param scopes the only scopes it may use of those its roles include; absent means all
 * @param createdBy the principal that made it
 * @param createdAt when it was made
 * @param expiresAt when it ends; absent means never
 * @param revokedAt when it was ended before its time; absent when it was not
 * @param lastUsedAt when it was used last, to the minute; absent when it never was
 */
public record ApiKey(
    String id,
    String name,
    @Nullable String tenant,
    Set<Role> roles,
    @Nullable Set<Scope> scopes,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  public ApiKey {
    roles = Set.copyOf(roles);
    scopes = scopes == null ? null : Set.copyOf(scopes);
  }

  /** Whoever shows it, with what it may do. */
  public Admission admission() {
    // The prefix keeps a key apart from whoever has the same name with another credential.
    String owner = tenant == null ? name : tenant + "/" + name;
    return Admission.of(new Principal("key:" + owner, tenant, roles)).narrowedTo(scopes);
  }

  /** {@code live}, {@code expired} or {@code revoked}. */
  public String state(Instant now) {
    if (revokedAt != null) {
      return "revoked";
    }
    return expiresAt != null && !now.isBefore(expiresAt) ? "expired" : "live";
  }
}
