package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Attempt;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Explanation;
import io.serai.fleet.RunId;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.store.Acceptance;
import io.serai.store.SentView;
import io.serai.store.Shares;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of where jobs were sent, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresPlacementStoreTest extends DatabaseFixture {

  private PostgresJobStore jobs;
  private PostgresPlacementStore placements;

  @BeforeEach
  void openStores() {
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30));
    placements = new PostgresPlacementStore(database);
  }

  @AfterEach
  void closeStores() {
    placements.close();
    jobs.close();
  }

  @Test
  void remembersWhatWasSentUntilItsOutcomeIsKnown() {
    Lease lease = leased();
    JobId id = lease.job().id();
    Dispatch earlier = dispatch(1);
    Dispatch later = dispatch(2);
    placements.sending(lease, earlier);
    placements.sending(lease, later);

    assertThat(placements.open(id)).hasValue(later);

    placements.ended(later.runId(), "full", "node is full");
    assertThat(placements.open(id)).hasValue(earlier);

    placements.ended(earlier.runId(), "lost", "node was restarted");
    assertThat(placements.open(id)).isEmpty();
    assertThat(placements.sendings(id))
        .extracting(SentView::outcome)
        .containsExactly("lost", "full");
  }

  @Test
  void keepsTheFirstOutcome() {
    Lease lease = leased();
    Dispatch sent = dispatch(3);
    placements.sending(lease, sent);
    placements.ended(sent.runId(), "full", "node is full");
    placements.ended(sent.runId(), "lost", "came too late");

    assertThat(placements.sendings(lease.job().id()).get(0).outcome()).isEqualTo("full");
  }

  @Test
  void knowsWithTheStepsOfAJobWhatItsSendingCameTo() {
    Lease lease = leased();
    Dispatch sent = dispatch(4);
    placements.sending(lease, sent);
    Attempt here = new Attempt("hub", null, null, "sandbox-failed", "no memory", 1, 2, null);
    Attempt there = new Attempt("aws", "node-4", sent.runId(), "succeeded", null, 3, 4, null);

    try (PostgresTraceStore traces = new PostgresTraceStore(database)) {
      traces.record(
          Samples.document(lease).result(),
          new Explanation(null, List.of(here, there)),
          null,
          new byte[0]);
    }

    assertThat(placements.open(lease.job().id())).isEmpty();
    assertThat(placements.sendings(lease.job().id()))
        .extracting(SentView::outcome)
        .containsExactly("succeeded");
  }

  @Test
  void tellsWhatAReleasedJobWaitsForAndHoldsItBack() {
    Lease lease = leased();

    assertThat(jobs.release(lease, Duration.ofMillis(300), "aws: 1 node, 1 full")).isTrue();

    assertThat(placements.find(lease.job().id()).waitsFor()).isEqualTo("aws: 1 node, 1 full");
    assertThat(jobs.tend().waiting()).isFalse();
    assertThat(jobs.lease(10, Shares.EQUAL)).isEmpty();
    Awaitility.await().until(() -> jobs.tend().waiting());
    List<Lease> again = jobs.lease(10, Shares.EQUAL);
    assertThat(again).extracting(Lease::attempt).containsExactly(2);
    assertThat(jobs.release(lease, Duration.ZERO, "late")).as("by who lost the lease").isFalse();
    jobs.finish(again.get(0), Samples.document(again.get(0))).join();
  }

  @Test
  void doesNotReleaseACancelledJob() {
    Lease lease = leased();
    jobs.cancel(lease.job().id(), Samples.document(lease).result());

    assertThat(jobs.release(lease, Duration.ZERO, "a place")).isFalse();
  }

  @Test
  void keepsWhyAJobRanWhereItDid() {
    Lease lease = leased();
    JobId id = lease.job().id();
    assertThat(placements.find(id).explanation()).isNull();

    try (PostgresTraceStore traces = new PostgresTraceStore(database)) {
      traces.record(
          Samples.document(lease).result(), new Explanation(null, List.of()), null, new byte[0]);
    }

    assertThat(placements.find(id).explanation()).hasToString("{\"attempts\":[]}");
  }

  private Lease leased() {
    Job job = Samples.job(new JobId(UUID.randomUUID()), "t", null, 5);
    return ((Acceptance.Leased) jobs.accept(Samples.offered(job, null), true).join()).lease();
  }

  private static Dispatch dispatch(int number) {
    return new Dispatch(
        new RunId(UUID.randomUUID()),
        "node-" + number,
        URI.create("https://127.0.0.1:8443"),
        "aws",
        Instant.ofEpochSecond(number));
  }
}
