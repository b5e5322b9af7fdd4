package io.serai.hub.http;

import io.serai.hub.sandbox.Sessions;
import io.serai.store.ColdErasure;
import io.serai.store.ColdStorage;
import io.serai.store.ErasureStore;
import io.serai.store.ErasureStore.Erasure;
import io.serai.store.ObjectKeys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The requests about what is kept of a tenant, and its erasure. Each method is one operation. */
public final class TenantRequests {

  private final ErasureStore store;
  private final ColdStorage cold;
  private final Sessions sessions;
  private final Supplier<Set<String>> tenants;

  /**
   * Answers from these stores.
   *
   * @param sessions those of this hub
   * @param tenants those that the policies in force name
   */
  public TenantRequests(
      ErasureStore store, ColdStorage cold, Sessions sessions, Supplier<Set<String>> tenants) {
    this.store = store;
    this.cold = cold;
    this.sessions = sessions;
    this.tenants = tenants;
  }

  /** What is kept of a tenant, on the wire. */
  record Data(
      String tenant, Map<String, Long> kept, long coldPartitions, Map<String, Long> unfinished) {}

  /** An erasure on the wire. */
  record View(
      long id,
      String tenant,
      String state,
      Instant before,
      String askedBy,
      Map<String, Long> deleted,
      @Nullable String trouble,
      @Nullable Instant finishedAt) {

    static View of(Erasure erasure) {
      return new View(
          erasure.id(),
          erasure.tenant(),
          erasure.finishedAt() == null ? "erasing" : "erased",
          erasure.before(),
          erasure.askedBy(),
          erasure.deleted(),
          erasure.trouble(),
          erasure.finishedAt());
    }
  }

  /** Answers with how much is kept of a tenant, and what of it is not finished. */
  public void kept(Exchange exchange) throws Exception {
    String tenant = known(exchange);
    Map<String, Long> kept = new LinkedHashMap<>(store.kept(tenant));
    kept.put("objects", (long) cold.objects().list(ObjectKeys.results(tenant)).size());
    Responses.json(
        exchange, 200, new Data(tenant, kept, coldPartitions(), unfinished(exchange, tenant)));
  }

  private long coldPartitions() {
    return cold.list().stream()
        .filter(manifest -> ColdErasure.TABLES.contains(manifest.table()))
        .count();
  }

  /** Begins to erase what is kept of a tenant, unless something of it is not finished. */
  public void erase(Exchange exchange) throws Exception {
    String tenant = known(exchange);
    boolean begun = store.list(tenant).stream().anyMatch(each -> each.finishedAt() == null);
    Map<String, Long> unfinished = unfinished(exchange, tenant);
    if (!begun && !unfinished.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              409,
              "tenant-busy",
              "tenant '%s' has work in hand: %s; wait for it, or cancel its jobs and close its sessions"
                  .formatted(tenant, counted(unfinished))));
    }
    Erasure erasure = store.ask(tenant, Caller.of(exchange).name());
    Responses.json(exchange, 202, View.of(erasure));
  }

  private static String counted(Map<String, Long> unfinished) {
    return unfinished.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Answers with the erasures of a tenant, newest first. */
  public void list(Exchange exchange) throws Exception {
    List<View> erasures = store.list(known(exchange)).stream().map(View::of).toList();
    Responses.json(exchange, 200, Map.of("erasures", erasures));
  }

  /** What is not finished, by what it is; nothing where all is. */
  private Map<String, Long> unfinished(Exchange exchange, String tenant) {
    Map<String, Long> unfinished = new LinkedHashMap<>(store.unfinished(tenant));
    unfinished.put(
        "sessions",
        sessions.list(Caller.of(exchange)).stream()
            .filter(session -> session.tenant().equals(tenant))
            .count());
    unfinished.values().removeIf(count -> count == 0);
    return unfinished;
  }

  /** A tenant that the policies name, or of whom something tells: names are easily mistyped. */
  private String known(Exchange exchange) {
    Caller.requireAllTenants(exchange, "erasures are for operators");
    String tenant = String.valueOf(Parameters.text(exchange.getMessage(), "tenant"));
    if (!tenants.get().contains(tenant) && !store.knows(tenant)) {
      throw new ProblemException(
          Problem.of(
              404,
              "unknown-tenant",
              "tenant '" + tenant + "' is unknown, and nothing tells of it; check the name"));
    }
    return tenant;
  }
}
