package io.serai.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do here and now: who it is, and what its credential leaves of what its roles
 * permit.
 *
 * @param principal who it is
 * @param scopes what it may do
 */
public record Admission(Principal principal, Set<Scope> scopes) {

  /** Of a hub that asks for no credentials. */
  public static final Admission LOCAL = of(Principal.LOCAL);

  public Admission {
    scopes = Set.copyOf(scopes);
  }

  /** Everything that the principal's roles permit. */
  public static Admission of(Principal principal) {
    return new Admission(principal, Scope.of(principal.roles()));
  }

  /** The same, with nothing but these scopes; absent means that nothing is taken away. */
  public Admission narrowedTo(@Nullable Set<Scope> wanted) {
    return wanted == null
        ? this
        : new Admission(
            principal, scopes.stream().filter(wanted::contains).collect(Collectors.toSet()));
  }

  /** Whether it may do what the scope names. */
  public boolean permits(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether it may do everything the other may, for every tenant that the other acts for. */
  public boolean covers(Admission other) {
    String tenant = other.principal.tenant();
    return (tenant == null ? principal.tenant() == null : principal.actsFor(tenant))
        && principal.roles().containsAll(other.principal.roles())
        && scopes.containsAll(other.scopes);
  }
}
