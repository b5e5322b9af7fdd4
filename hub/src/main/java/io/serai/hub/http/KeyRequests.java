package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.access.ApiKey;
import io.serai.access.Role;
import io.serai.access.Scope;
import io.serai.hub.access.KeyOrder;
import io.serai.hub.access.Keys;
import io.serai.hub.access.Keys.BeyondOwn;
import io.serai.hub.access.Keys.Minted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The requests about API keys. Each method is one operation. */
public final class KeyRequests {

  private static final int DEFAULT_OVERLAP_SECONDS = 86_400;

  private final Keys keys;
  private final Clock clock;
  private final JsonBody orders = new JsonBody("key.schema.json");
  private final JsonBody rotations = new JsonBody("key-rotation.schema.json");

  /** Answers from these keys. */
  public KeyRequests(Keys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A key as operators see it.
   *
   * @param key the whole key with its secret; only when it has just been made or rotated
   */
  record View(
      String id,
      String name,
      @Nullable String tenant,
      List<String> roles,
      @Nullable List<String> scopes,
      String state,
      String createdBy,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt,
      @Nullable String key) {}

  /** Answers with the keys that the caller may see. */
  public void list(Exchange exchange) throws Exception {
    List<View> views = keys.list(Caller.of(exchange)).stream().map(key -> view(key, null)).toList();
    Responses.json(exchange, 200, Map.of("keys", views));
  }

  /** Makes a key: 201 with the whole of it, which is never shown again. */
  public void create(Exchange exchange) throws Exception {
    KeyOrder order = order(orders.read(exchange));
    try {
      Minted minted =
          keys.create(Caller.admission(exchange), order).orElseThrow(() -> nameTaken(order.name()));
      answer(exchange, 201, minted);
    } catch (BeyondOwn e) {
      throw beyondOwn(e);
    }
  }

  /** Gives a key another secret; the one before counts for a while. */
  public void rotate(Exchange exchange) throws Exception {
    String id = id(exchange);
    int seconds = rotations.read(exchange).path("overlapSeconds").asInt(DEFAULT_OVERLAP_SECONDS);
    try {
      Minted minted =
          keys.rotate(Caller.admission(exchange), id, Duration.ofSeconds(seconds))
              .orElseThrow(() -> unknown(id));
      answer(exchange, 200, minted);
    } catch (BeyondOwn e) {
      throw beyondOwn(e);
    }
  }

  /** Revokes a key. */
  public void revoke(Exchange exchange) throws Exception {
    String id = id(exchange);
    if (!keys.revoke(Caller.admission(exchange), id)) {
      throw unknown(id);
    }
    Responses.json(exchange, 200, Map.of("id", id, "state", "revoked"));
  }

  private void answer(Exchange exchange, int status, Minted minted) throws Exception {
    Responses.json(exchange, status, view(minted.key(), minted.text().reveal()));
  }

  private View view(ApiKey key, @Nullable String whole) {
    Set<Scope> scopes = key.scopes();
    return new View(
        key.id(),
        key.name(),
        key.tenant(),
        words(key.roles(), Role::word),
        scopes == null ? null : words(scopes, Scope::word),
        key.state(clock.instant()),
        key.createdBy(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt(),
        key.lastUsedAt(),
        whole);
  }

  private static <T> List<String> words(Collection<T> values, Function<T, String> word) {
    return values.stream().map(word).sorted().toList();
  }

  private KeyOrder order(JsonNode body) {
    Instant expiresAt = Parameters.instant("expiresAt", body.path("expiresAt").textValue());
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new ProblemException(
          Problem.of(
              400,
              "invalid-parameter",
              "expiresAt '" + expiresAt + "' is over; send a time to come"));
    }
    return new KeyOrder(
        body.path("name").asText(),
        body.path("tenant").textValue(),
        named(body.path("roles"), Role::of),
        body.has("scopes") ? named(body.path("scopes"), Scope::of) : null,
        expiresAt);
  }

  /** The schema lets only words through that there are. */
  private static <T> Set<T> named(JsonNode words, Function<String, Optional<T>> meaning) {
    return words
        .valueStream()
        .map(JsonNode::asText)
        .map(meaning)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static String id(Exchange exchange) {
    return String.valueOf(exchange.getMessage().getHeader("id", String.class));
  }

  private static ProblemException nameTaken(String name) {
    return new ProblemException(
        Problem.of(
            409,
            "name-taken",
            "name '" + name + "' is that of a live key of the tenant; choose another"));
  }

  private static ProblemException unknown(String id) {
    return new ProblemException(
        Problem.of(404, "unknown-key", "key '" + id + "' is unknown or revoked; check the id"));
  }

  private static ProblemException beyondOwn(BeyondOwn refused) {
    return new ProblemException(
        Problem.of(403, "beyond-own-rights", String.valueOf(refused.getMessage())));
  }
}
