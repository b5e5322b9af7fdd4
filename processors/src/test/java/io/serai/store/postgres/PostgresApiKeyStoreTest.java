package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.access.ApiKey;
import io.serai.access.KeyText;
import io.serai.access.Role;
import io.serai.access.Scope;
import io.serai.store.ApiKeyStore.Kept;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of keys, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the store before each test.
class PostgresApiKeyStoreTest extends DatabaseFixture {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyText text = KeyText.mint(RANDOM);

  private PostgresApiKeyStore keys;

  @BeforeEach
  void openStores() {
    keys = new PostgresApiKeyStore(database);
  }

  @Test
  void keepsAKeyWithoutItsSecret() throws Exception {
    assertThat(keys.add(key(text, "ci", "acme"), text.hash())).isTrue();

    assertThat(onlyOne().key()).isEqualTo(key(text, "ci", "acme"));
    assertThat(onlyOne().hash()).isEqualTo(text.hash()).hasSize(32);
    String row =
        database.run(
            "read a row",
            "select api_keys::text from api_keys",
            statement -> {
              try (var found = statement.executeQuery()) {
                found.next();
                return found.getString(1);
              }
            });
    assertThat(row).contains(text.id()).doesNotContain(text.secret());
  }

  @Test
  void letsEachTenantHaveALiveKeyOfAName() {
    assertThat(keys.add(key(text, "ci", "acme"), text.hash())).isTrue();

    assertThat(keys.add(key(KeyText.mint(RANDOM), "ci", "acme"), text.hash())).isFalse();
    assertThat(keys.add(key(KeyText.mint(RANDOM), "ci", "other"), text.hash())).isTrue();
    assertThat(keys.add(key(KeyText.mint(RANDOM), "ci", null), text.hash())).isTrue();
    assertThat(keys.revoke(text.id(), NOW)).isTrue();
    assertThat(keys.add(key(KeyText.mint(RANDOM), "ci", "acme"), text.hash())).isTrue();
  }

  @Test
  void keepsTheFirstKeyOnlyWhereThereIsNone() {
    assertThat(keys.addFirst(key(text, "first", null), text.hash())).isTrue();
    KeyText second = KeyText.mint(RANDOM);
    assertThat(keys.addFirst(key(second, "second", null), second.hash())).isFalse();
    keys.revoke(text.id(), NOW);
    assertThat(keys.addFirst(key(second, "second", null), second.hash())).isFalse();
  }

  @Test
  void keepsTheSecretBeforeForAWhile() {
    keys.add(key(text, "ci", "acme"), text.hash());
    KeyText next = KeyText.mint(text.id(), RANDOM);

    assertThat(keys.rotate(text.id(), next.hash(), NOW.plusSeconds(60))).isTrue();

    assertThat(onlyOne().hash()).isEqualTo(next.hash());
    assertThat(onlyOne().previousHash()).isEqualTo(text.hash());
    assertThat(onlyOne().previousUntil()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void revokesOnceAndRotatesNoMore() {
    keys.add(key(text, "ci", "acme"), text.hash());

    assertThat(keys.revoke(text.id(), NOW)).isTrue();
    assertThat(keys.revoke(text.id(), NOW.plusSeconds(1))).isFalse();
    assertThat(onlyOne().key().revokedAt()).isEqualTo(NOW);
    assertThat(keys.rotate(text.id(), text.hash(), NOW)).isFalse();
    assertThat(keys.revoke("0000000000000000", NOW)).isFalse();
  }

  @Test
  void notesWhenAKeyWasUsedLast() {
    keys.add(key(text, "ci", "acme"), text.hash());
    keys.used(Set.of(text.id(), "0000000000000000"), NOW);
    assertThat(onlyOne().key().lastUsedAt()).isEqualTo(NOW);
  }

  private Kept onlyOne() {
    assertThat(keys.list()).hasSize(1);
    return keys.list().get(0);
  }

  private static ApiKey key(KeyText text, String name, @Nullable String tenant) {
    return new ApiKey(
        text.id(),
        name,
        tenant,
        Set.of(Role.SUBMITTER, Role.VIEWER),
        tenant == null ? null : Set.of(Scope.JOBS_READ),
        "key:first",
        NOW,
        NOW.plusSeconds(3600),
        null,
        null);
  }
}
