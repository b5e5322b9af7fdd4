package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Lease;
import io.serai.policy.PolicyTexts;
import io.serai.store.Shares;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore.Coming;
import io.serai.store.VersionStore.Entry;
import io.serai.store.VersionStore.How;
import io.serai.store.VersionStore.Query;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of policies and routes, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit starts the server before the first test.
class PostgresVersionStoreTest extends DatabaseFixture {

  private static final UUID HUB = UUID.randomUUID();

  private PostgresVersionStore versions;

  @BeforeEach
  void openStores() {
    versions = new PostgresVersionStore(database, HUB);
  }

  @Test
  void keepsEachVersionOnceAndFindsItByItsDigest() {
    Version one = policies("rules: [] # schön");
    Version other = policies("rules: []");
    Version routes = Version.of(Kind.ROUTES, Map.of("routes/a.camel.yaml", "- route:"));
    List.of(one, other, one, routes).forEach(each -> versions.came(each, coming(How.EDIT)));

    assertThat(count(one)).isEqualTo(1);
    assertThat(versions.find(one.digest())).contains(one);
    assertThat(versions.find(other.digest())).contains(other);
    assertThat(versions.find(routes.digest())).contains(routes);
    assertThat(versions.find("0".repeat(64))).isEmpty();
    assertThat(versions.digests(one.digest().substring(0, 12), 9)).containsExactly(one.digest());
    assertThat(versions.digests("", 2)).hasSize(2);
  }

  @Test
  void doesNotTakeForAVersionWhatIsNotWhatItWas() {
    Version kept = policies("rules: [] # kept");
    versions.came(kept, coming(How.EDIT));
    database.run(
        "change what is kept",
        "update policy_versions set files = '{\"router\": \"\", \"moderation\": \"rules: []\"}' where digest = '"
            + kept.digest()
            + "'",
        PreparedStatement::executeUpdate);

    assertThat(versions.find(kept.digest())).isEmpty();
  }

  @Test
  void listsWhatCameNewestFirstByKindAndPage() {
    Version first = policies("first");
    Version second = policies("second");
    versions.came(first, coming(How.START));
    versions.came(Version.of(Kind.ROUTES, Map.of()), coming(How.START));
    versions.came(second, new Coming(Instant.EPOCH, "1@box", "ann", How.GIT, "c0ffee"));

    List<Entry> page = versions.history(new Query(Kind.POLICIES, null, 2));
    assertThat(page).extracting(Entry::digest).containsExactly(second.digest(), first.digest());
    assertThat(page.get(0).hub()).isEqualTo(HUB);
    assertThat(page.get(0).coming())
        .isEqualTo(new Coming(Instant.EPOCH, "1@box", "ann", How.GIT, "c0ffee"));
    assertThat(versions.history(new Query(null, page.get(0).id(), 1)))
        .extracting(Entry::kind)
        .containsExactly(Kind.ROUTES);
  }

  @Test
  void tellsWhatIsInForceOnTheHubsThatLive() {
    UUID living = UUID.randomUUID();
    PostgresVersionStore there = new PostgresVersionStore(database, living);
    Version now = policies("now");
    there.came(policies("then"), coming(How.START));
    there.came(now, coming(How.EDIT));
    versions.came(policies("on a hub that does not live"), coming(How.EDIT));
    try (PostgresJobStore jobs = new PostgresJobStore(database, living, Duration.ofSeconds(30))) {
      jobs.beat();

      assertThat(there.inForce()).extracting(Entry::digest).containsExactly(now.digest());
    }
  }

  @Test
  void namesFilesByTheirNamesAndTexts() {
    String digest = PolicyTexts.of(Map.of("a", "1", "b", "2")).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(Version.of(Kind.POLICIES, Map.of("b", "2", "a", "1")).digest()).isEqualTo(digest);
    assertThat(PolicyTexts.of(Map.of("a", "2", "b", "1")).digest()).isNotEqualTo(digest);
    assertThat(PolicyTexts.of(Map.of("a", "1b2")).digest()).isNotEqualTo(digest);
  }

  @Test
  void remembersUnderWhichPoliciesAJobIsToWalk() {
    String digest = policies("rules: []").digest();
    try (PostgresJobStore store =
        new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30))) {
      store.accept(submission(null, 5).under(digest), false).join();
      List<Lease> asked = store.lease(1, Shares.EQUAL);
      assertThat(asked).extracting(each -> each.submission().policies()).containsExactly(digest);
      assertThat(store.finish(asked.get(0), document(asked.get(0))).join()).isTrue();

      store.accept(submission(null, 5), false).join();
      assertThat(store.lease(1, Shares.EQUAL))
          .extracting(each -> each.submission().policies())
          .containsOnlyNulls();
    }
  }

  private static Coming coming(How how) {
    return new Coming(Instant.now(), "1@box", null, how, null);
  }

  private static Version policies(String moderation) {
    return Version.of(Kind.POLICIES, Map.of("moderation", moderation, "router", ""));
  }

  private int count(Version version) {
    return database.run(
        "count versions",
        "select count(*) from policy_versions where digest = ?",
        statement -> {
          statement.setString(1, version.digest());
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
