package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.job;
import static io.serai.store.postgres.Samples.newId;
import static io.serai.store.postgres.Samples.offered;
import static io.serai.store.postgres.Samples.result;
import static io.serai.store.postgres.Samples.submission;
import static io.serai.store.postgres.Samples.timed;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Status;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Outcome;
import io.serai.store.ApprovalStore.Query;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.ApprovalView;
import io.serai.store.ApprovalView.State;
import io.serai.store.EndedJob;
import io.serai.store.JobView;
import io.serai.store.Outbox;
import io.serai.store.QueueSignals;
import io.serai.store.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the approval stage may expect of the store, over a real PostgreSQL. */
class PostgresApprovalStoreTest extends HeldJobs {

  @Test
  void leasesAHeldJobToNobodyUntilItIsApproved() {
    JobId id = held(1, LONG);

    assertThat(state(id)).isEqualTo(JobView.WAITING_FOR_APPROVAL);
    assertThat(jobs.tend().waiting()).isFalse();
    assertThat(jobs.lease(10, Shares.EQUAL)).isEmpty();

    assertThat(approve(id, "ann")).isEqualTo(Outcome.DECIDED);

    assertThat(state(id)).isEqualTo("accepted");
    assertThat(jobs.lease(10, Shares.EQUAL))
        .extracting(lease -> lease.job().id())
        .containsExactly(id);
    assertThat(view(id).state()).isEqualTo(State.APPROVED);
    assertThat(audited(id)).containsExactly("ann job.approve done", "hub job.hold done");
  }

  @Test
  void showsWhatAnApproverMustKnow() {
    JobId id = held(2, LONG);

    ApprovalView view = view(id);
    assertThat(view.grounds()).containsExactly(GROUND);
    assertThat(view.verdict()).isEqualTo(FLAG);
    assertThat(view.submitter()).isEqualTo("local");
    assertThat(view.approvers()).isEqualTo(2);
    assertThat(Duration.between(view.requestedAt(), view.expiresAt())).isEqualTo(LONG);
    assertThat(approvals.job(id).orElseThrow().code()).isEqualTo("print('grüße')");
    assertThat(approvals.find(newId())).isEmpty();
  }

  @Test
  void waitsForTwoDifferentPeople() {
    JobId id = held(2, LONG);

    assertThat(approve(id, "ann")).isEqualTo(Outcome.COUNTED);
    assertThat(approve(id, "ann")).isEqualTo(Outcome.REPEATED);
    assertThat(jobs.lease(10, Shares.EQUAL)).isEmpty();
    assertThat(approve(id, "bob")).isEqualTo(Outcome.DECIDED);
    assertThat(approve(id, "cat")).isEqualTo(Outcome.LATE);

    assertThat(view(id).votes()).extracting(ApprovalView.Vote::actor).containsExactly("ann", "bob");
    assertThat(jobs.lease(10, Shares.EQUAL)).hasSize(1);
  }

  @Test
  void letsWhoApprovedDenyBeforeASecondOneApproves() {
    JobId id = held(2, LONG);

    approve(id, "ann");

    assertThat(deny(id, "ann")).isEqualTo(Outcome.DECIDED);
    assertThat(approve(id, "bob")).isEqualTo(Outcome.LATE);
    assertThat(state(id)).isEqualTo("rejected");
  }

  @Test
  void endsADeniedJobWithOneResultAndTheReplyItOwes() {
    Reply reply = new Reply("rabbitmq", "answers", "c-1");
    JobId id = held(offered(job(newId(), "default", null, 5), reply), 1, LONG);

    assertThat(deny(id, "ann")).isEqualTo(Outcome.DECIDED);
    assertThat(deny(id, "bob")).isEqualTo(Outcome.LATE);

    assertThat(jobs.find(id).orElseThrow().result()).isEqualTo(rejected(id).result());
    assertThat(new PostgresOutbox(database).take("rabbitmq", 10))
        .extracting(Outbox.Entry::reply)
        .containsExactly(reply);
    assertThat(jobs.lease(10, Shares.EQUAL)).isEmpty();
  }

  @Test
  void doesNotHoldWhatItHasNoLeaseOf() {
    Lease lease = leased(submission(null, 5));
    Lease other = new Lease(lease.submission(), lease.attempt() + 1);

    assertThat(approvals.hold(other, request(1, LONG))).isFalse();
    jobs.cancel(lease.job().id(), result(lease.job().id(), Status.CANCELLED));
    assertThat(approvals.hold(lease, request(1, LONG))).as("cancel was asked").isFalse();
    assertThat(approvals.find(lease.job().id())).isEmpty();
  }

  @Test
  void leavesAHeldJobToWhoeverDecidesAndEndsItWhenThatWasTooLate() {
    Instant deadline = Instant.now().plusMillis(200);
    Job job = timed(job(newId(), "default", null, 5), null, deadline);
    JobId id = held(offered(job, null), 1, LONG);

    assertThat(jobs.tend().nextDue()).as("is never due by itself").isNull();
    assertThat(jobs.waiting("default", 10)).as("does not fill the tenant's queue").isZero();
    Awaitility.await().until(() -> Instant.now().isAfter(deadline.plusMillis(100)));
    assertThat(jobs.takeEnded()).isEmpty();

    approve(id, "ann");

    assertThat(jobs.takeEnded()).extracting(EndedJob::why).containsExactly(EndedJob.Why.EXPIRED);
  }

  @Test
  void callsTheHubsToAJobThatIsReleased() throws Exception {
    JobId id = held(1, LONG);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    QueueSignals.Listener listener =
        new QueueSignals.Listener() {
          @Override
          public void ready() {
            heard.add("ready");
          }

          @Override
          public void cancelled(JobId cancelled) {
            heard.add("cancelled");
          }
        };

    try (AutoCloseable listening = new PostgresSignals(database).listen(listener)) {
      assertThat(listening).isNotNull();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).as("when it listens").isEqualTo("ready");

      approve(id, "ann");

      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("ready");
    }
  }

  @Test
  void holdsAJobAgainOnOtherGrounds() {
    JobId id = held(1, LONG);
    approve(id, "ann");
    Lease again = jobs.lease(10, Shares.EQUAL).get(0);
    Request wider =
        new Request("digest", List.of(GROUND, new Ground("dear", "it may cost")), 1, LONG, FLAG);
    assertThat(view(id).covers(request(1, LONG))).isTrue();
    assertThat(view(id).covers(wider)).isFalse();
    assertThat(view(id).covers(request(2, LONG))).isFalse();

    assertThat(approvals.hold(again, wider)).isTrue();

    assertThat(view(id).state()).isEqualTo(State.WAITING);
    assertThat(view(id).votes()).as("those of before do not count").isEmpty();
    assertThat(approve(id, "ann")).isEqualTo(Outcome.DECIDED);
  }

  @Test
  void listsByStateAndTenantNewestFirstAndByPage() {
    JobId first = held(1, LONG);
    JobId second = held(1, LONG);
    JobId foreign = held(offered(job(newId(), "other", null, 5), null), 1, LONG);
    deny(first, "ann");

    assertThat(list(new Query(null, null, null, 10))).containsExactly(foreign, second, first);
    assertThat(list(new Query("waiting", "default", null, 10))).containsExactly(second);
    assertThat(list(new Query("denied", null, null, 10))).containsExactly(first);
    assertThat(list(new Query(null, null, view(second).id(), 10))).containsExactly(first);
    assertThat(list(new Query(null, null, null, 1))).containsExactly(foreign);
  }

  @Test
  void remembersTheImagesOfEachTenant() {
    try (PostgresImageStore images = new PostgresImageStore(database)) {
      List<String> both = List.of("python-3.11", "python-3.13");
      assertThat(images.usedAny("default", both)).isFalse();

      images.used("default", "python-3.13").join();
      images.used("default", "python-3.13").join();

      assertThat(images.usedAny("default", both)).isTrue();
      assertThat(images.usedAny("default", List.of("python-3.11"))).isFalse();
      assertThat(images.usedAny("other", both)).isFalse();
    }
  }
}
