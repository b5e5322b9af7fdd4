package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.job;
import static io.serai.store.postgres.Samples.newId;
import static io.serai.store.postgres.Samples.offered;
import static io.serai.store.postgres.Samples.result;
import static io.serai.store.postgres.Samples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.AuditStore;
import io.serai.store.JobDecisions;
import io.serai.store.JobQuery;
import io.serai.store.JobStore.Cancellation;
import io.serai.store.JobView;
import io.serai.store.Outbox;
import io.serai.store.Shares;
import io.serai.store.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stages may expect of the stores, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresStoresTest extends DatabaseFixture {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private PostgresJobStore store;

  @BeforeEach
  void openStores() {
    store = new PostgresJobStore(database, UUID.randomUUID(), LEASE);
  }

  @AfterEach
  void closeStores() {
    store.close();
  }

  @Test
  void leasesAJobAsItIsAccepted() {
    Lease lease = leased(submission(null, 5));

    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(store.tend().waiting()).isFalse();
    assertThat(view(lease).state()).isEqualTo("running");
  }

  @Test
  void queuesAJobUntilAHubLeasesIt() {
    Submission submission = submission(null, 5);

    assertThat(accept(submission, false))
        .isEqualTo(new Acceptance.Queued(submission.job().id(), false));
    assertThat(store.tend().waiting()).isTrue();
    List<Lease> leases = store.lease(10, Shares.EQUAL);
    assertThat(leases).hasSize(1);
    assertThat(leases.get(0).job()).isEqualTo(submission.job());
    assertThat(leases.get(0).submission())
        .usingRecursiveComparison()
        .ignoringFields("acceptedAt")
        .isEqualTo(submission);
    assertThat(store.lease(10, Shares.EQUAL)).isEmpty();
  }

  @Test
  void leasesTheMostUrgentFirst() {
    JobId low = accept(submission(null, 1), false).jobId();
    JobId high = accept(submission(null, 9), false).jobId();
    JobId middle = accept(submission(null, 5), false).jobId();

    List<JobId> order =
        IntStream.range(0, 3)
            .mapToObj(i -> store.lease(1, Shares.EQUAL).get(0).job().id())
            .toList();

    assertThat(order).containsExactly(high, middle, low);
  }

  @Test
  void takesTheSameIdOrKeyOfATenantForTheSameJob() {
    Submission first = submission("key", 5);
    leased(first);

    Acceptance repetition = new Acceptance.Duplicate(first.job().id());
    assertThat(accept(first, true)).isEqualTo(repetition);
    assertThat(accept(submission("key", 5), true)).isEqualTo(repetition);
  }

  @Test
  void refusesAnIdThatBelongsToAnotherTenant() {
    Submission first = submission(null, 5);
    leased(first);
    Submission other = offered(job(first.job().id(), "other", null, 5), null);

    assertThat(accept(other, true)).isEqualTo(new Acceptance.IdTaken(first.job().id()));
  }

  @Test
  void acceptsOneOfManyThatComeAtOnceWithTheSameKeyOrId() {
    Submission twin = submission(null, 5);
    List<CompletableFuture<Acceptance>> offers =
        IntStream.range(0, 100)
            .mapToObj(i -> store.accept(i % 2 == 0 ? submission("same", 5) : twin, false))
            .toList();

    assertThat(offers.stream().map(CompletableFuture::join))
        .filteredOn(Acceptance.Queued.class::isInstance)
        .hasSize(2);
    assertThat(store.lease(100, Shares.EQUAL)).hasSize(2);
  }

  @Test
  void storesOneResultAndOwesOneReply() {
    Reply reply = new Reply("rabbitmq", "answers", "c-1");
    Lease lease = leased(offered(job(newId(), "default", null, 5), reply));

    assertThat(store.finish(lease, document(lease)).join()).isTrue();
    assertThat(store.finish(lease, document(lease)).join()).isFalse();

    assertThat(view(lease).state()).isEqualTo("succeeded");
    assertThat(view(lease).result()).isEqualTo(document(lease).result());
    PostgresOutbox outbox = new PostgresOutbox(database);
    assertThat(outbox.take(reply.transport(), 10))
        .extracting(Outbox.Entry::reply)
        .containsExactly(reply);
    assertThat(outbox.take(reply.transport(), 10)).as("not due again at once").isEmpty();
  }

  @Test
  void keepsWhatWasDecidedOnceWithTheResult() {
    Lease lease = leased(offered(job(newId(), "default", null, 5), null));
    store.finish(lease, document(lease)).join();
    store.finish(lease, document(lease)).join();

    String subject = lease.job().id().toString();
    List<AuditStore.Kept> kept =
        new PostgresAuditStore(database)
            .list(new AuditStore.Query("default", subject, true, null, 10));
    assertThat(kept)
        .extracting(AuditStore.Kept::entry)
        .containsExactly(JobDecisions.of(lease.submission(), document(lease).result()));
  }

  @Test
  void offersAReplyAgainUntilItIsSent() {
    Reply reply = new Reply("kafka", null, "c-2");
    Lease lease = leased(offered(job(newId(), "default", null, 5), reply));
    store.finish(lease, document(lease)).join();
    PostgresOutbox outbox = new PostgresOutbox(database);

    outbox.take(reply.transport(), 10);
    List<Outbox.Entry> again =
        Awaitility.await()
            .until(() -> outbox.take(reply.transport(), 10), taken -> !taken.isEmpty());
    outbox.remove(List.of(again.get(0).id()));

    assertThat(again).extracting(Outbox.Entry::reply).containsExactly(reply);
    assertThat(rows("outbox")).isZero();
  }

  @Test
  void dropsTheResultOfALeaseThatHasPassedOn() {
    Duration moment = Duration.ofMillis(1);
    try (PostgresJobStore brief = new PostgresJobStore(database, UUID.randomUUID(), moment)) {
      Lease lost = ((Acceptance.Leased) brief.accept(submission(null, 5), true).join()).lease();
      Awaitility.await().until(() -> store.tend().waiting());
      Lease taken = store.lease(1, Shares.EQUAL).get(0);

      assertThat(taken.attempt()).isEqualTo(2);
      assertThat(brief.finish(lost, document(lost)).join()).isFalse();
      assertThat(store.finish(taken, document(taken)).join()).isTrue();
    }
  }

  @Test
  void cancelsWhatWaitsAndAsksWhoeverRunsTheRest() {
    Lease runs = leased(submission(null, 5));
    JobId running = runs.job().id();
    JobId waiting = accept(submission(null, 5), false).jobId();
    Result cancelled = result(waiting, Status.CANCELLED);

    assertThat(store.cancel(waiting, cancelled)).isEqualTo(Cancellation.CANCELLED);
    assertThat(store.cancel(waiting, cancelled)).isEqualTo(Cancellation.ALREADY_FINISHED);
    assertThat(store.cancel(running, cancelled)).isEqualTo(Cancellation.REQUESTED);
    assertThat(store.renew(List.of(runs)).cancelled()).containsExactly(runs);
    assertThat(store.cancel(newId(), cancelled)).isEqualTo(Cancellation.UNKNOWN);
  }

  @Test
  void listsByFilterNewestFirstAndByPage() {
    for (int i = 0; i < 5; i++) {
      accept(submission(null, 5), false);
    }
    accept(offered(job(newId(), "other", null, 5), null), false);

    List<JobView> first = store.list(new JobQuery(null, "default", null, null, null, 3));
    JobId last = first.get(2).id();
    List<JobView> second = store.list(new JobQuery("accepted", "default", null, null, last, 3));

    assertThat(first)
        .hasSize(3)
        .isSortedAccordingTo((a, b) -> b.acceptedAt().compareTo(a.acceptedAt()));
    assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    assertThat(store.list(new JobQuery("succeeded", null, null, null, null, 10))).isEmpty();
    Instant later = Instant.now().plusSeconds(60);
    assertThat(store.list(new JobQuery(null, null, later, null, null, 10))).isEmpty();
    assertThat(store.list(new JobQuery(null, null, null, later, null, 10))).hasSize(6);
  }

  @Test
  void makesGoodTheStepsAndChargesThatADeadHubDidNotWrite() {
    Lease lease = leased(submission(null, 5));
    store.finish(lease, document(lease)).join();
    try (PostgresTraceStore traces = new PostgresTraceStore(database);
        PostgresCostStore costs = new PostgresCostStore(database)) {
      assertThat(traces.catchUp(Duration.ofDays(1))).isEqualTo(1);
      assertThat(costs.catchUp(Duration.ofDays(1))).isEqualTo(1);
      assertThat(traces.catchUp(Duration.ofDays(1))).as("a second time").isZero();
      assertThat(costs.catchUp(Duration.ofDays(1))).as("a second time").isZero();

      Result result = document(lease).result();
      assertThat(traces.steps(result.jobId())).extracting(Step::timing).isEqualTo(result.timings());
      assertThat(costs.charges(result.jobId())).isEqualTo(result.cost().charges());
    }
  }

  private long rows(String table) {
    return database.run(
        "count rows",
        "select count(*) from " + table,
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private Acceptance accept(Submission submission, boolean lease) {
    return store.accept(submission, lease).join();
  }

  private Lease leased(Submission submission) {
    return ((Acceptance.Leased) accept(submission, true)).lease();
  }

  private JobView view(Lease lease) {
    return store.find(lease.job().id()).orElseThrow();
  }
}
