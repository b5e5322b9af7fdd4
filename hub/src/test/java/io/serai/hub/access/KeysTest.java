package io.serai.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.access.Admission;
import io.serai.access.ApiKey;
import io.serai.access.KeyText;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.access.Scope;
import io.serai.hub.TurnedClock;
import io.serai.hub.access.Keys.BeyondOwn;
import io.serai.hub.access.Keys.Minted;
import io.serai.store.AuditStore.Entry;
import io.serai.store.AuditStore.Kept;
import io.serai.store.AuditStore.Query;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresApiKeyStore;
import io.serai.store.postgres.PostgresAuditStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds which key, over a real PostgreSQL and a clock that the test turns. */
@SuppressWarnings("NullAway.Init") // JUnit starts the database before each test.
class KeysTest {

  private static final Admission ANY = operator(null, Role.values());

  private static EmbeddedPostgres server;

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-01-31T12:00:00Z"));

  private Database database;
  private PostgresApiKeyStore store;
  private PostgresAuditStore audit;
  private KeyRing ring;
  private Keys keys;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres");
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop schema public cascade; create schema public");
    }
    database = new Database(url, "", "", 8, Executors.defaultThreadFactory());
    store = new PostgresApiKeyStore(database);
    audit = new PostgresAuditStore(database);
    ring = new KeyRing(store, clock);
    keys = new Keys(store, ring, audit, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void admitsWhoHoldsAKey() throws Exception {
    Minted minted = create("ci", "acme", null);

    assertThat(ring.admit(minted.text().reveal()))
        .isEqualTo(
            Admission.of(
                new Principal("key:acme/ci", "acme", Set.of(Role.SUBMITTER, Role.OPERATOR))));
    assertThat(log("key.create")).containsExactly(minted.key().id());
  }

  @Test
  void refusesAllElseInTheSameWords() throws Exception {
    KeyText text = create("ci", "acme", null).text();
    KeyText wrong = KeyText.mint(text.id(), new SecureRandom());
    KeyText unknown = KeyText.mint(new SecureRandom());

    String words = refusal(wrong.reveal());
    assertThat(refusal(unknown.reveal())).isEqualTo(words);
    assertThat(refusal("serai_x")).isEqualTo(words);
    assertThat(words).doesNotContain(text.id());
  }

  @Test
  void endsAKeyWhenItExpires() throws Exception {
    String shown = create("ci", "acme", clock.instant().plusSeconds(60)).text().reveal();

    clock.turn(Duration.ofSeconds(59));
    ring.admit(shown);
    clock.turn(Duration.ofSeconds(1));
    refusal(shown);
  }

  @Test
  void endsAKeyThatIsRevokedHereAtOnceAndElsewhereWithTheNextLook() throws Exception {
    Minted minted = create("ci", "acme", null);
    KeyRing elsewhere = new KeyRing(store, clock);
    elsewhere.refresh();

    assertThat(keys.revoke(ANY, minted.key().id())).isTrue();

    refusal(minted.text().reveal());
    elsewhere.admit(minted.text().reveal());
    elsewhere.refresh();
    assertThatThrownBy(() -> elsewhere.admit(minted.text().reveal()))
        .isInstanceOf(CredentialRefused.class);
    assertThat(keys.revoke(ANY, minted.key().id())).isFalse();
    assertThat(log("key.revoke")).containsExactly(minted.key().id());
  }

  @Test
  void letsTheOldSecretCountWhileANewOneIsHandedOut() throws Exception {
    Minted first = create("ci", "acme", null);
    Minted second = keys.rotate(ANY, first.key().id(), Duration.ofHours(1)).orElseThrow();

    ring.admit(second.text().reveal());
    ring.admit(first.text().reveal());
    clock.turn(Duration.ofHours(1));
    ring.admit(second.text().reveal());
    refusal(first.text().reveal());

    Minted third = keys.rotate(ANY, first.key().id(), Duration.ZERO).orElseThrow();
    refusal(second.text().reveal());
    ring.admit(third.text().reveal());
    assertThat(log("key.rotate")).hasSize(2);
  }

  @Test
  void showsAndGivesNobodyMoreThanItHas() throws Exception {
    Minted acme = create("ci", "acme", null);
    Minted other = create("ci", "other", null);
    Minted any = create("ci", null, null);
    Admission bound = operator("acme", Role.OPERATOR, Role.SUBMITTER);

    assertThat(keys.list(bound.principal())).extracting(ApiKey::id).containsOnly(acme.key().id());
    for (Minted hidden : List.of(other, any)) {
      assertThat(keys.revoke(bound, hidden.key().id())).isFalse();
      assertThat(keys.rotate(bound, hidden.key().id(), Duration.ZERO)).isEmpty();
    }
    refuses(bound, order("x", "other", null, Role.SUBMITTER));
    refuses(bound, order("x", null, null, Role.SUBMITTER));
    refuses(bound, order("x", "acme", null, Role.APPROVER));
    Admission narrow = bound.narrowedTo(Set.of(Scope.KEYS_WRITE, Scope.JOBS_READ));
    refuses(narrow, order("x", "acme", null, Role.SUBMITTER));
    assertThatThrownBy(() -> keys.rotate(narrow, acme.key().id(), Duration.ZERO))
        .isInstanceOf(BeyondOwn.class);
    assertThat(keys.create(narrow, order("x", "acme", Set.of(Scope.JOBS_READ), Role.SUBMITTER)))
        .isPresent();
    assertThat(keys.create(bound, order("ci", "acme", null, Role.SUBMITTER))).isEmpty();
  }

  @Test
  void notesTheUseOfAKeyOnceAMinute() throws Exception {
    String shown = create("ci", "acme", null).text().reveal();
    Instant first = clock.instant();

    ring.admit(shown);
    ring.refresh();
    assertThat(store.list().get(0).key().lastUsedAt()).isEqualTo(first);
    clock.turn(Duration.ofSeconds(30));
    ring.admit(shown);
    ring.refresh();
    assertThat(store.list().get(0).key().lastUsedAt()).isEqualTo(first);
    clock.turn(Duration.ofSeconds(31));
    ring.refresh();
    assertThat(store.list().get(0).key().lastUsedAt()).isEqualTo(clock.instant());
  }

  @Test
  void makesTheFirstKeyOnceInAFileForItsOwnerOnly(@TempDir Path state) throws Exception {
    FirstKey.make(store, audit, state, clock);

    Path file = state.resolve("operator.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String shown = Files.readString(file).trim();
    ring.refresh();
    assertThat(ring.admit(shown).covers(ANY)).isTrue();

    FirstKey.make(store, audit, state, clock);
    assertThat(Files.readString(file).trim()).isEqualTo(shown);
    assertThat(store.list()).hasSize(1);
    try (var files = Files.list(state)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void countsRefusalsRatherThanListingThem() throws Exception {
    RefusalLog refusals = new RefusalLog(audit, clock);
    KeyText known = create("ci", "acme", null).text();
    String wrong = KeyText.mint(known.id(), new SecureRandom()).reveal();
    for (int i = 0; i < 1_000; i++) {
      refusals.add(refused("serai_" + i), "192.0.2.1");
      refusals.add(refused(KeyText.mint(new SecureRandom()).reveal()), "192.0.2.1");
      refusals.add(refused(wrong), "192.0.2.1");
      refusals.flush();
    }
    assertThat(log("credential.use")).containsExactlyInAnyOrder("key", "key", known.id());

    clock.turn(Duration.ofMinutes(1));
    refusals.flush();
    List<Entry> entries = entries("credential.use");
    assertThat(entries).hasSize(6);
    assertThat(entries.get(0).detail()).containsEntry("count", "999");
    clock.turn(Duration.ofHours(1));
    refusals.flush();
    assertThat(entries("credential.use")).hasSize(6);
  }

  private Minted create(String name, @Nullable String tenant, @Nullable Instant expiresAt)
      throws BeyondOwn {
    return keys.create(
            ANY, new KeyOrder(name, tenant, Set.of(Role.SUBMITTER, Role.OPERATOR), null, expiresAt))
        .orElseThrow();
  }

  private void refuses(Admission maker, KeyOrder order) {
    assertThatThrownBy(() -> keys.create(maker, order)).isInstanceOf(BeyondOwn.class);
  }

  private static KeyOrder order(
      String name, @Nullable String tenant, @Nullable Set<Scope> scopes, Role... roles) {
    return new KeyOrder(name, tenant, Set.of(roles), scopes, null);
  }

  private static Admission operator(@Nullable String tenant, Role... roles) {
    return Admission.of(new Principal("key:operator", tenant, Set.of(roles)));
  }

  private String refusal(String shown) {
    return String.valueOf(refused(shown).getMessage());
  }

  private CredentialRefused refused(String shown) {
    try {
      ring.admit(shown);
    } catch (CredentialRefused e) {
      return e;
    }
    throw new AssertionError("admitted");
  }

  private List<String> log(String action) {
    return entries(action).stream().map(Entry::subject).toList();
  }

  private List<Entry> entries(String action) {
    return audit.list(new Query(null, null, true, null, 100)).stream()
        .map(Kept::entry)
        .filter(entry -> entry.action().equals(action))
        .toList();
  }
}
