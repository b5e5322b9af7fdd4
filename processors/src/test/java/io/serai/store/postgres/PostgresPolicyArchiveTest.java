package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Lease;
import io.serai.policy.PolicyTexts;
import io.serai.store.Shares;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept of policies, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit starts the server before the first test.
class PostgresPolicyArchiveTest {

  private static EmbeddedPostgres server;
  private static Database database;
  private static PostgresPolicyArchive archive;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
    String url = server.getJdbcUrl("postgres", "postgres");
    database = new Database(url, "", "", 12, Executors.defaultThreadFactory());
    archive = new PostgresPolicyArchive(database);
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    server.close();
  }

  @Test
  void keepsEachVersionOnceAndFindsItByItsDigest() {
    PolicyTexts one = policies("rules: [] # schön");
    PolicyTexts other = policies("rules: []");
    for (PolicyTexts each : List.of(one, other, one)) {
      archive.keep(each);
    }

    assertThat(count(one)).isEqualTo(1);
    assertThat(archive.find(one.digest())).contains(one);
    assertThat(archive.find(other.digest())).contains(other);
    assertThat(archive.find("0".repeat(64))).isEmpty();
  }

  @Test
  void doesNotTakeForPoliciesWhatIsNotWhatItWas() {
    PolicyTexts kept = policies("rules: [] # kept");
    archive.keep(kept);
    database.run(
        "change what is kept",
        "update policy_versions set files = '{\"router\": \"\", \"moderation\": \"rules: []\"}' where digest = '"
            + kept.digest()
            + "'",
        PreparedStatement::executeUpdate);

    assertThat(archive.find(kept.digest())).isEmpty();
  }

  @Test
  void namesPoliciesByTheNamesAndTheTextsOfTheirFiles() {
    String digest = PolicyTexts.of(Map.of("a", "1", "b", "2")).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(PolicyTexts.of(Map.of("b", "2", "a", "1")).digest()).isEqualTo(digest);
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

  private static PolicyTexts policies(String moderation) {
    return PolicyTexts.of(Map.of("moderation", moderation, "router", ""));
  }

  private static int count(PolicyTexts policies) {
    return database.run(
        "count versions",
        "select count(*) from policy_versions where digest = ?",
        statement -> {
          statement.setString(1, policies.digest());
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }
}
