package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.Partition;
import io.serai.store.RetentionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresRetentionStoreTest extends QueueFixture {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant MONDAY = Instant.parse("2025-03-03T00:00:00Z");
  private static final Instant THEN = MONDAY.plus(Duration.ofDays(2));
  private static final Reply REPLY = new Reply("rabbitmq", "answers", "c-1");
  private static final List<String> OF_JOBS =
      List.of("jobs", "job_ids", "results", "walks", "dispatches");

  private PostgresPartitionStore partitions;
  private PostgresRetentionStore retention;

  @BeforeEach
  void openStores() {
    partitions = new PostgresPartitionStore(database);
    partitions.addAhead(THEN, WEEK, 0);
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

  private Partition week(String table) {
    return new Partition(table, table + "_20250303", MONDAY, MONDAY.plus(WEEK));
  }

  private void letter(String tenant, String state, String settledAt) {
    execute(
        """
        insert into dead_letters (source, code, message, headers, body, identity, envelope, tenant, state, settled_at)
        values ('http', 'c', 'm', '[]', '', '%s', '{}', '%s', '%s', %s)
        """
            .formatted(UUID.randomUUID(), tenant, state, settledAt));
  }

  /** A job that has ended, with a row in every table that has one for it. */
  private JobId ended(String tenant, Instant at, @Nullable Reply reply) {
    Lease lease = leased(tenant, at, reply);
    assertThat(here.finish(lease, Samples.document(lease)).join()).isTrue();
    String id = lease.job().id().toString();
    execute(
        "insert into walks (job_id, timings, accepted_at) values ('%s', '[]', '%s')"
            .formatted(id, at));
    execute(
        """
        insert into bills (job_id, tenant, cloud, target, amount, currency, lines, accepted_at)
        values ('%s', '%s', 'private', 'local', 1, 'USD', '[]', '%s')
        """
            .formatted(id, tenant, at));
    execute(
        """
        insert into dispatches (run_id, job_id, attempt, target, node, address, sent_at)
        values (gen_random_uuid(), '%s', 1, 't', 'n', 'a', now())
        """
            .formatted(id));
    execute(
        """
        with asked as (
          insert into approvals (job_id, tenant, submitter, digest, grounds, approvers, expires_at, state)
          values ('%s', '%s', 's', 'd', '[]', 1, now(), 'approved') returning id
        )
        insert into votes (approval_id, actor, choice, reason) select id, 'a', 'approve', '' from asked
        """
            .formatted(id, tenant));
    return lease.job().id();
  }

  private Lease leased(String tenant, Instant at, @Nullable Reply reply) {
    Job job = Samples.job(Samples.newId(), tenant, null, 5);
    Submission submission =
        new Submission(job, "local", "http", reply, "0".repeat(32), "1".repeat(16), at);
    return ((Acceptance.Leased) offer(here, submission)).lease();
  }
}
