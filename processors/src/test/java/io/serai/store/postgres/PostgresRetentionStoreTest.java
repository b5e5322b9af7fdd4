package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.store.RetentionStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresRetentionStoreTest extends EndedJobsFixture {

  private static final Reply REPLY = new Reply("rabbitmq", "answers", "c-1");
  private static final List<String> OF_JOBS =
      List.of("jobs", "job_ids", "results", "walks", "dispatches");

  private PostgresRetentionStore retention;

  @BeforeEach
  void openStore() {
    retention = new PostgresRetentionStore(database);
  }

  @Test
  void deletesATenantsOldJobsInBatchesWithAllThatIsTheirs() {
    for (int i = 0; i < 3; i++) {
      ended("acme", THEN, null);
    }
    JobId young = ended("acme", THEN.plusSeconds(1), null);
    JobId other = ended("other", THEN, null);

    assertThat(retention.deleteJobs("acme", THEN.plusMillis(1), 2)).isEqualTo(2);
    assertThat(retention.deleteJobs("acme", THEN.plusMillis(1), 2)).isEqualTo(1);
    assertThat(retention.deleteJobs("acme", THEN.plusMillis(1), 2)).isZero();

    for (String table : OF_JOBS) {
      String id = table.startsWith("job") ? "id" : "job_id";
      assertThat(texts("select %s from %s order by 1".formatted(id, table)))
          .as(table)
          .containsExactlyInAnyOrder(young.toString(), other.toString());
    }
    assertThat(count("select count(*) from bills")).as("the ledger stays").isEqualTo(5);
  }

  @Test
  void leavesWhatSomebodyStillNeeds() {
    Lease running = leased("acme", THEN, null);
    assertThat(retention.inUse(week("jobs"))).as("runs").isTrue();
    assertThat(here.finish(running, Samples.document(running)).join()).isTrue();
    assertThat(retention.inUse(week("jobs"))).isFalse();

    ended("acme", THEN, REPLY);
    assertThat(retention.inUse(week("jobs"))).as("owed").isTrue();
    assertThat(retention.deleteJobs("acme", Instant.now(), 10)).isEqualTo(1);
    execute("delete from outbox");
    assertThat(retention.inUse(week("jobs"))).isFalse();

    execute("insert into unmoved_results (job_id, tenant) select id, tenant from job_ids");
    assertThat(retention.inUse(week("jobs"))).as("to be moved").isTrue();
    assertThat(retention.deleteJobs("acme", Instant.now(), 10)).isZero();
    execute("delete from unmoved_results");
    assertThat(retention.deleteJobs("acme", Instant.now(), 10)).isEqualTo(1);
  }

  @Test
  void forgetsWhatStandsBesideThePartitionThatGoes() {
    ended("acme", THEN, null);

    retention.forgetBeside(week("jobs"));
    partitions.drop(week("jobs"));

    assertThat(count("select count(*) from dispatches")).isZero();
    assertThat(count("select count(*) from approvals")).isZero();
    assertThat(count("select count(*) from votes")).isZero();
  }

  @Test
  void tellsWhatResultsThatAreGoneHaveLeft() {
    JobId kept = ended("acme", THEN.plusSeconds(5), null);
    JobId gone = ended("acme", THEN, null);
    execute("insert into moved_results (job_id, keys) select id, array['a', 'b'] from job_ids");
    assertThat(retention.remains(10)).isEmpty();

    retention.deleteJobs("acme", THEN.plusMillis(1), 10);

    assertThat(retention.remains(10))
        .containsExactly(new RetentionStore.Remains(gone, List.of("a", "b")));
    retention.clean(List.of(gone));
    assertThat(retention.remains(10)).isEmpty();
    assertThat(texts("select job_id from moved_results")).containsExactly(kept.toString());
  }

  @Test
  void deletesSettledLettersOnly() {
    letter("acme", "kept", "null");
    letter("acme", "dropped", "'2025-03-01'");
    letter("acme", "replayed", "now()");
    letter("other", "dropped", "'2025-03-01'");

    assertThat(retention.deleteLetters("acme", THEN, 10)).isEqualTo(1);

    assertThat(texts("select tenant || ' ' || state from dead_letters order by id"))
        .containsExactly("acme kept", "acme replayed", "other dropped");
  }

  @Test
  void letsOneHubForgetAtATime() {
    boolean[] second = {true};

    assertThat(retention.alone(() -> second[0] = retention.alone(() -> {}))).isTrue();

    assertThat(second[0]).isFalse();
    assertThat(retention.alone(() -> {})).isTrue();
  }

  private void letter(String tenant, String state, String settledAt) {
    execute(
        """
        insert into dead_letters (source, code, message, headers, body, identity, envelope, tenant, state, settled_at)
        values ('http', 'c', 'm', '[]', '', '%s', '{}', '%s', '%s', %s)
        """
            .formatted(UUID.randomUUID(), tenant, state, settledAt));
  }
}
