package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.store.AuditStore.Entry;
import io.serai.store.AuditStore.Kept;
import io.serai.store.AuditStore.Query;
import io.serai.store.JobDecisions;
import io.serai.store.StoreException;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of decisions and actions, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the store before each test.
class PostgresAuditStoreTest extends DatabaseFixture {

  private PostgresAuditStore audit;

  @BeforeEach
  void openStores() {
    audit = new PostgresAuditStore(database);
  }

  @Test
  void listsNewestFirstByTenantAndSubject() {
    Entry first = entry("acme", "job.approve", "job-1");
    Entry second = entry("acme", "job.cancel", "job-2");
    Entry other = entry("other", "job.cancel", "job-3");
    Entry ours = entry(null, "key.revoke", "key-1");
    List.of(first, second, other, ours).forEach(audit::append);

    assertThat(found(null, null)).containsExactly(ours, other, second, first);
    assertThat(found("acme", null)).containsExactly(second, first);
    assertThat(found(null, "job-3")).containsExactly(other);
    Kept newest = audit.list(new Query(null, null, true, null, 1)).get(0);
    assertThat(audit.list(new Query(null, null, true, newest.id(), 10))).hasSize(3);
  }

  @Test
  void listsWhatPeopleDidWithoutWhatTheHubDecided() {
    Entry done = entry("acme", "job.cancel", "job-1");
    Entry decided = new Entry("hub", "acme", JobDecisions.ACTION, "job-1", "permitted", Map.of());
    List.of(done, decided).forEach(audit::append);

    assertThat(audit.list(new Query(null, null, false, null, 10)))
        .extracting(Kept::entry)
        .containsExactly(done);
    assertThat(found("acme", "job-1")).containsExactly(decided, done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"update audit set actor = 'x'", "delete from audit", "truncate table audit"})
  void refusesToChangeWhatIsKept(String statement) {
    audit.append(entry("acme", "job.approve", "job-1"));

    assertThatThrownBy(() -> database.run("tamper", statement, PreparedStatement::executeUpdate))
        .isInstanceOf(StoreException.class)
        .hasStackTraceContaining("table audit is append-only");
    assertThat(found(null, null)).hasSize(1);
  }

  private List<Entry> found(@Nullable String tenant, @Nullable String subject) {
    return audit.list(new Query(tenant, subject, true, null, 10)).stream()
        .map(Kept::entry)
        .toList();
  }

  private static Entry entry(@Nullable String tenant, String action, String subject) {
    return new Entry("ann", tenant, action, subject, "done", Map.of("reason", "it is safe"));
  }
}
