package io.serai.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that may be done over HTTP. {@code api/openapi.yaml} says which scope each operation
 * needs; here is which role includes it.
 */
public enum Scope {
  JOBS_READ,
  JOBS_WRITE,
  JOBS_CANCEL,
  JOBS_REPLAY,
  SESSIONS_READ,
  SESSIONS_WRITE,
  APPROVALS_READ,
  APPROVALS_WRITE,
  OPERATIONS_READ,
  OPERATIONS_WRITE,
  TENANTS_ERASE,
  KEYS_READ,
  KEYS_WRITE,
  AUDIT_READ,
  COSTS_READ;

  private static final Map<Role, Set<Scope>> INCLUDED =
      Map.of(
          Role.VIEWER,
          Set.of(JOBS_READ, SESSIONS_READ, APPROVALS_READ, COSTS_READ),
          Role.SUBMITTER,
          Set.of(
              JOBS_READ,
              JOBS_WRITE,
              JOBS_CANCEL,
              JOBS_REPLAY,
              SESSIONS_READ,
              SESSIONS_WRITE,
              APPROVALS_READ,
              COSTS_READ),
          Role.APPROVER,
          Set.of(JOBS_READ, APPROVALS_READ, APPROVALS_WRITE),
          Role.OPERATOR,
          Set.of(
              JOBS_READ,
              JOBS_CANCEL,
              JOBS_REPLAY,
              SESSIONS_READ,
              APPROVALS_READ,
              OPERATIONS_READ,
              OPERATIONS_WRITE,
              TENANTS_ERASE,
              KEYS_READ,
              KEYS_WRITE,
              AUDIT_READ,
              COSTS_READ));

  /** The scope as keys and the HTTP contract write it: {@code jobs:read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The scope of a word; empty when there is none. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }

  /** All that these roles permit together. */
  public static Set<Scope> of(Collection<Role> roles) {
    return roles.stream()
        .flatMap(role -> INCLUDED.getOrDefault(role, Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
