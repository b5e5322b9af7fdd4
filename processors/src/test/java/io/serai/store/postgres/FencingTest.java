package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.store.EndedJob;
import io.serai.store.JobStore.Cancellation;
import io.serai.store.QueueSignals;
import io.serai.store.Renewal;
import io.serai.store.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who may still do what to a job, over a real PostgreSQL. */
class FencingTest extends QueueFixture {

  @Test
  void refusesAllThatAHubDoesWhoseLeaseHasPassedOn() {
    try (PostgresJobStore stale = store(MOMENT)) {
      Lease lost = leased(stale, of("t"));
      Lease taken = awaitTaken();

      assertThat(taken.attempt()).isEqualTo(2);
      assertThat(stale.renew(List.of(lost))).isEqualTo(new Renewal(List.of(), List.of(lost)));
      assertThat(stale.release(lost, Duration.ZERO, "late")).isFalse();
      assertThat(stale.handBack(List.of(lost))).isEmpty();
      assertThat(stale.starting(lost)).isFalse();
      assertThat(stale.finish(lost, Samples.document(lost)).join()).isFalse();
      assertThat(there.finish(taken, Samples.document(taken)).join()).isTrue();
      assertThat(stale.finish(lost, Samples.document(lost)).join()).isFalse();
      assertThat(count("select count(*) from results")).isEqualTo(1);
    }
  }

  @Test
  void givesALapsedLeaseBackToItsHolderAsLongAsNobodyTookIt() {
    try (PostgresJobStore slow = store(MOMENT)) {
      Lease lease = leased(slow, of("t"));
      Awaitility.await().until(() -> there.tend().waiting());

      assertThat(slow.renew(List.of(lease))).isEqualTo(new Renewal(List.of(), List.of()));
      assertThat(slow.finish(lease, Samples.document(lease)).join()).isTrue();
    }
  }

  @Test
  void handsBackForAnotherHubToTakeAtOnce() {
    Lease lease = leased(here, of("t"));

    assertThat(here.handBack(List.of(lease))).containsExactly(lease);
    assertThat(here.finish(lease, Samples.document(lease)).join()).as("what ran here").isFalse();
    List<Lease> taken = there.lease(1, Shares.EQUAL);
    assertThat(taken).hasSize(1);
    assertThat(there.finish(taken.get(0), Samples.document(taken.get(0))).join()).isTrue();
  }

  @Test
  void doesNotStartAgainWhatMayHaveHadEffects() {
    try (PostgresJobStore dead = store(MOMENT)) {
      Lease lease = leased(dead, of("t"));
      assertThat(dead.starting(lease)).isTrue();
      assertThat(dead.handBack(List.of(lease))).isEmpty();

      EndedJob ended = Awaitility.await().until(there::takeEnded, found -> !found.isEmpty()).get(0);

      assertThat(ended.why()).isEqualTo(EndedJob.Why.OUTCOME_UNKNOWN);
      assertThat(there.lease(1, Shares.EQUAL)).isEmpty();
      assertThat(here.takeEnded()).as("it is one hub's").isEmpty();
      assertThat(there.finish(ended.lease(), Samples.document(ended.lease())).join()).isTrue();
      assertThat(dead.finish(lease, Samples.document(lease)).join()).isFalse();
    }
  }

  @Test
  void endsAJobOnceThatIsOverdueBeforeItStarted() {
    var unused = here.accept(timed(null, Instant.now().minusSeconds(1)), true).join();

    List<EndedJob> ended = here.takeEnded();
    assertThat(ended).extracting(EndedJob::why).containsExactly(EndedJob.Why.EXPIRED);
    assertThat(there.takeEnded()).isEmpty();
    Lease lease = ended.get(0).lease();
    assertThat(here.finish(lease, Samples.document(lease)).join()).isTrue();
  }

  @Test
  void startsAJobForLaterWhenItsTimeComes() {
    Instant time = Instant.now().plusMillis(400);
    var unused = here.accept(timed(time, null), true).join();

    assertThat(here.lease(1, Shares.EQUAL)).isEmpty();
    assertThat(here.tend().nextDue()).isBetween(Duration.ofMillis(1), Duration.ofMillis(400));
    Awaitility.await().until(() -> there.tend().waiting());
    assertThat(Instant.now()).isAfterOrEqualTo(time);
    assertThat(here.lease(1, Shares.EQUAL)).hasSize(1);
  }

  @Test
  void cancelsInEveryStateOfTheQueue() {
    Result result = Samples.result(Samples.newId(), Status.CANCELLED);
    var later = here.accept(timed(Instant.now().plusSeconds(60), null), true).join();
    assertThat(there.cancel(later.jobId(), result)).isEqualTo(Cancellation.CANCELLED);

    Lease put = leased(here, of("t"));
    here.release(put, Duration.ofSeconds(60), "a place");
    assertThat(there.cancel(put.job().id(), result)).isEqualTo(Cancellation.CANCELLED);

    Lease runs = leased(here, of("t"));
    assertThat(there.cancel(runs.job().id(), result)).isEqualTo(Cancellation.REQUESTED);
    assertThat(here.renew(List.of(runs)).cancelled()).containsExactly(runs);
    assertThat(here.release(runs, Duration.ZERO, "a place")).isFalse();
    assertThat(here.finish(runs, Samples.document(runs)).join()).isTrue();
    assertThat(there.cancel(runs.job().id(), result)).isEqualTo(Cancellation.ALREADY_FINISHED);
  }

  @Test
  void endsACancelledJobWhoseHubDied() {
    try (PostgresJobStore dead = store(Duration.ofMillis(500))) {
      Lease lease = leased(dead, of("t"));
      there.cancel(lease.job().id(), Samples.result(lease.job().id(), Status.CANCELLED));

      EndedJob ended = Awaitility.await().until(there::takeEnded, found -> !found.isEmpty()).get(0);
      assertThat(ended.why()).isEqualTo(EndedJob.Why.CANCELLED);
    }
  }

  @Test
  void givesOneResultWhenCancelAndFinishMeet() {
    for (int i = 0; i < 50; i++) {
      Lease lease = leased(here, of("t"));
      Result cancelled = Samples.result(lease.job().id(), Status.CANCELLED);
      CompletableFuture<Cancellation> cancel =
          CompletableFuture.supplyAsync(() -> there.cancel(lease.job().id(), cancelled));
      boolean finished = here.finish(lease, Samples.document(lease)).join();

      assertThat(finished).isTrue();
      assertThat(cancel.join()).isIn(Cancellation.REQUESTED, Cancellation.ALREADY_FINISHED);
    }
    assertThat(count("select count(*) from results")).isEqualTo(50);
    assertThat(count("select count(*) from queue")).isZero();
  }

  @Test
  void tellsOtherHubsAtOnce() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    QueueSignals.Listener listener =
        new QueueSignals.Listener() {
          @Override
          public void ready() {
            heard.add("ready");
          }

          @Override
          public void cancelled(JobId id) {
            heard.add(id.toString());
          }
        };
    try (AutoCloseable listening = new PostgresSignals(database).listen(listener)) {
      assertThat(listening).isNotNull();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).as("when it listens").isEqualTo("ready");

      var queued = there.accept(of("t"), false).join();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).as(queued.toString()).isEqualTo("ready");
      Lease lease = there.lease(1, Shares.EQUAL).get(0);
      here.cancel(lease.job().id(), Samples.result(lease.job().id(), Status.CANCELLED));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(lease.job().id().toString());

      assertThat(
              texts(
                  "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen serai'"))
          .isNotEmpty();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).as("listens again").isEqualTo("ready");
    }
  }

  private Lease awaitTaken() {
    Awaitility.await().until(() -> there.tend().waiting());
    return there.lease(1, Shares.EQUAL).get(0);
  }
}
