package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.JobQuery;
import io.serai.store.JobView;
import io.serai.store.Partition;
import io.serai.store.PartitionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions come and go, and nobody notices. */
class PostgresPartitionStoreTest extends QueueFixture {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant A_SUNDAY = Instant.parse("2026-11-22T23:00:00Z");
  private static final Instant ITS_MONDAY = Instant.parse("2026-11-16T00:00:00Z");
  private static final Instant LONG_AGO = ITS_MONDAY.minus(WEEK.multipliedBy(10));

  @Test
  void areMadeAheadWithoutAGap() {
    PartitionStore partitions = new PostgresPartitionStore(database);

    assertThat(partitions.addAhead(A_SUNDAY, WEEK, 2)).isEqualTo(3 * PartitionStore.TABLES.size());
    assertThat(partitions.addAhead(A_SUNDAY, WEEK, 2)).as("a second time").isZero();
    assertThat(partitions.addAhead(A_SUNDAY.plus(WEEK), WEEK, 2)).isEqualTo(5);

    assertThat(partitionsOf("jobs"))
        .extracting(Partition::name)
        .containsExactly("jobs_20261116", "jobs_20261123", "jobs_20261130", "jobs_20261207");
    assertThat(partitionsOf("audit")).extracting(Partition::starts).startsWith(ITS_MONDAY);
    assertThat(partitionsOf("bills"))
        .extracting(Partition::ends)
        .endsWith(ITS_MONDAY.plus(WEEK).plus(WEEK).plus(WEEK).plus(WEEK));
  }

  @Test
  void goOnWhereTheyEndWhenTheyAreToBeNarrower() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(A_SUNDAY, WEEK, 0);

    partitions.addAhead(A_SUNDAY, Duration.ofDays(1), 2);

    assertThat(partitionsOf("jobs"))
        .extracting(Partition::name)
        .containsExactly("jobs_20261116", "jobs_20261123", "jobs_20261124");
  }

  @Test
  void makeNoDifferenceToAJob() {
    new PostgresPartitionStore(database).addAhead(Instant.now(), WEEK, 1);

    Lease lease = leased(here, of("acme"));
    Result result = finish(lease);

    assertThat(count("select count(*) from only jobs_default")).isZero();
    assertThat(count("select count(*) from results_default")).isZero();
    assertThat(here.find(lease.job().id()).map(JobView::state)).hasValue("succeeded");
    assertThat(here.list(new JobQuery("succeeded", "acme", null, null, null, 10)))
        .extracting(JobView::id)
        .containsExactly(result.jobId());
  }

  @Test
  void takeInWhatStrayedWhileNoneWereMade() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(LONG_AGO, WEEK, 0);
    Lease early = leased(here, at(LONG_AGO.plus(WEEK.multipliedBy(3))));
    finish(early);
    Lease late = leased(here, of("acme"));
    finish(late);
    assertThat(count("select count(*) from jobs_default")).isEqualTo(2);
    assertThat(count("select count(*) from bills_default")).isEqualTo(2);

    partitions.addAhead(Instant.now(), WEEK, 1);

    assertThat(count("select count(*) from jobs_default")).isZero();
    assertThat(count("select count(*) from results_default")).isZero();
    assertThat(count("select count(*) from bills_default")).isZero();
    assertThat(count("select sum(charges) from spending")).as("billed once").isEqualTo(2);
    assertThat(here.find(early.job().id()).map(JobView::state)).hasValue("succeeded");
    assertThat(here.find(late.job().id()).map(JobView::state)).hasValue("succeeded");
  }

  @Test
  void keepIdsAndKeysUniqueAcrossThem() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(LONG_AGO, WEEK, 0);
    partitions.addAhead(Instant.now(), WEEK, 0);
    Job first = Samples.job(Samples.newId(), "acme", "key", 5);
    here.accept(at(first, LONG_AGO), false).join();
    Job sameKey = Samples.job(Samples.newId(), "acme", "key", 5);
    Job sameId = Samples.job(first.id(), "acme", null, 5);

    assertThat(here.accept(at(sameKey, Instant.now()), false).join())
        .isEqualTo(new Acceptance.Duplicate(first.id()));
    assertThat(here.accept(at(sameId, Instant.now()), false).join())
        .isEqualTo(new Acceptance.Duplicate(first.id()));
    assertThat(count("select count(*) from jobs")).isEqualTo(1);
  }

  @Test
  void takeTheNamesOfTheirJobsAlong() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(LONG_AGO, WEEK, 0);
    partitions.addAhead(Instant.now(), WEEK, 0);
    Job old = Samples.job(Samples.newId(), "acme", "key", 5);
    finish(leased(here, at(old, LONG_AGO)));
    JobId young = leased(here, of("acme")).job().id();

    partitionsOf("jobs").stream().limit(1).forEach(partitions::drop);
    partitionsOf("results").stream().limit(1).forEach(partitions::drop);

    assertThat(here.find(old.id())).isEmpty();
    assertThat(here.find(young)).isPresent();
    assertThat(texts("select id from job_ids")).containsExactly(young.toString());
    Job again = Samples.job(Samples.newId(), "acme", "key", 5);
    assertThat(here.accept(at(again, Instant.now()), false).join().jobId()).isEqualTo(again.id());
  }

  @Test
  void canBeReadByThemselvesOnceDetached() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(Instant.now(), WEEK, 0);
    finish(leased(here, of("acme")));
    Partition results = partitionsOf("results").get(0);

    partitions.detach(results);

    assertThat(count("select count(*) from results")).isZero();
    assertThat(count("select count(*) from " + results.name())).isEqualTo(1);
    partitions.drop(results);
    assertThat(texts("select to_regclass('%s')".formatted(results.name()))).containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update %s set %s = now()",
        "delete from %s where %s is not null",
        "truncate table %s -- %s"
      })
  void ofTheLedgerAndTheLogAreAppendOnlyToo(String change) {
    PartitionStore partitions = new PostgresPartitionStore(database);
    partitions.addAhead(Instant.now(), WEEK, 0);
    finish(leased(here, of("acme")));

    for (String table : List.of(partitionsOf("bills").get(0).name(), "bills_default")) {
      assertThatThrownBy(() -> execute(change.formatted(table, "charged_at")))
          .hasStackTraceContaining("table " + table + " is append-only");
    }
    for (String table : List.of(partitionsOf("audit").get(0).name(), "audit_default")) {
      assertThatThrownBy(() -> execute(change.formatted(table, "at")))
          .hasStackTraceContaining("table " + table + " is append-only");
    }
  }

  @Test
  void areMadeByOneHubAtATime() {
    PartitionStore partitions = new PostgresPartitionStore(database);
    database.transact(
        "be another hub",
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('serai partitions'))");
          }
          assertThat(partitions.addAhead(A_SUNDAY, WEEK, 1)).isZero();
          return true;
        });
    assertThat(partitions.addAhead(A_SUNDAY, WEEK, 1)).isEqualTo(10);
    assertThat(partitions.add("jobs", ITS_MONDAY, ITS_MONDAY.plus(WEEK)))
        .as("what another hub has made meanwhile")
        .isFalse();
  }

  private List<Partition> partitionsOf(String table) {
    return new PostgresPartitionStore(database)
        .list().stream().filter(each -> each.table().equals(table)).toList();
  }

  private Result finish(Lease lease) {
    Result result = Samples.document(lease).result();
    assertThat(here.finish(lease, Samples.document(lease)).join()).isTrue();
    try (PostgresCostStore costs = new PostgresCostStore(database);
        PostgresTraceStore traces = new PostgresTraceStore(database)) {
      costs.catchUp(Duration.ofHours(1));
      traces.catchUp(Duration.ofHours(1));
      assertThat(costs.charges(result.jobId())).isNotEmpty();
      assertThat(traces.steps(result.jobId())).isNotEmpty();
    }
    return result;
  }

  private static Submission at(Instant acceptedAt) {
    return at(Samples.job(Samples.newId(), "acme", null, 5), acceptedAt);
  }

  private static Submission at(Job job, Instant acceptedAt) {
    Submission now = Samples.offered(job, null);
    return new Submission(
        now.job(),
        now.submitter(),
        now.source(),
        now.reply(),
        now.traceId(),
        now.parentSpanId(),
        acceptedAt.truncatedTo(ChronoUnit.MICROS));
  }
}
