package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.Partition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Jobs that ended in a week that is long over, whose partitions are there. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
abstract class EndedJobsFixture extends QueueFixture {

  static final Duration WEEK = Duration.ofDays(7);
  static final Instant MONDAY = Instant.parse("2025-03-03T00:00:00Z");
  static final Instant THEN = MONDAY.plus(Duration.ofDays(2));

  PostgresPartitionStore partitions;

  @BeforeEach
  void openPartitions() {
    partitions = new PostgresPartitionStore(database);
    partitions.addAhead(THEN, WEEK, 0);
  }

  static Partition week(String table) {
    return new Partition(table, table + "_20250303", MONDAY, MONDAY.plus(WEEK));
  }

  /** A job that has ended, with a row in every table that has one for it. */
  JobId ended(String tenant, Instant at, @Nullable Reply reply) {
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

  Lease leased(String tenant, Instant at, @Nullable Reply reply) {
    Job job = Samples.job(Samples.newId(), tenant, null, 5);
    Submission submission =
        new Submission(job, "local", "http", reply, "0".repeat(32), "1".repeat(16), at);
    return ((Acceptance.Leased) offer(here, submission)).lease();
  }
}
