package io.serai.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent something, as far as a credential proves it.
 *
 * @param name unique among all who may send: a key's name, a token's subject, a broker's user
 * @param tenant the only tenant it acts for; absent means that it may act for any
 * @param roles what it may do
 */
public record Principal(String name, @Nullable String tenant, Set<Role> roles) {

  /** Whoever reaches a hub that asks for no credentials: it is trusted, and served locally only. */
  public static final Principal LOCAL = new Principal("local", null, Set.of(Role.values()));

  /** Whoever sends what needs no credentials, such as the question whether the hub lives. */
  public static final Principal ANONYMOUS = new Principal("anonymous", null, Set.of());

  public Principal {
    roles = Set.copyOf(roles);
  }

  /** Whether it may do what the role permits. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether it may act for the tenant, or see what is the tenant's. */
  public boolean actsFor(String anyTenant) {
    return tenant == null || tenant.equals(anyTenant);
  }
}
