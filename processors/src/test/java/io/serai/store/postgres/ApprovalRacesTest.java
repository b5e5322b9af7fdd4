package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Status;
import io.serai.store.ApprovalStore.Outcome;
import io.serai.store.ApprovalView.State;
import io.serai.store.JobStore.Cancellation;
import io.serai.store.Shares;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who comes first decides, and everybody else learns of it. */
class ApprovalRacesTest extends HeldJobs {

  @Test
  void letsOneOfManyPrevailWhoDecideAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      JobId id = held(1, LONG);

      List<Outcome> outcomes =
          atOnce(
              () -> approve(id, "ann"),
              () -> deny(id, "bob"),
              () -> approve(id, "cat"),
              () -> deny(id, "dan"));

      assertThat(outcomes).containsOnlyOnce(Outcome.DECIDED);
      assertThat(outcomes.stream().filter(Outcome.LATE::equals)).hasSize(3);
      boolean denied = view(id).state() == State.DENIED;
      assertThat(state(id)).isEqualTo(denied ? "rejected" : "accepted");
      assertThat(jobs.lease(10, Shares.EQUAL)).hasSize(denied ? 0 : 1);
    }
  }

  @Test
  void countsTwoWhoApproveAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      JobId id = held(2, LONG);

      List<Outcome> outcomes =
          atOnce(() -> approve(id, "ann"), () -> approve(id, "bob"), () -> approve(id, "ann"));

      assertThat(outcomes).containsOnlyOnce(Outcome.DECIDED).containsOnlyOnce(Outcome.COUNTED);
      assertThat(jobs.lease(10, Shares.EQUAL)).hasSize(1);
    }
  }

  @Test
  void cancelsAHeldJobOrLetsItBeApprovedButNotBoth() throws Exception {
    for (int round = 0; round < 20; round++) {
      JobId id = held(1, LONG);

      List<Object> outcomes =
          atOnce(() -> approve(id, "ann"), () -> jobs.cancel(id, result(id, Status.CANCELLED)));

      // Whoever is approved first is a job that waits for a place, and can be cancelled after.
      assertThat(outcomes.get(1)).isEqualTo(Cancellation.CANCELLED);
      assertThat(state(id)).isEqualTo("cancelled");
      assertThat(view(id).state())
          .isEqualTo(outcomes.get(0) == Outcome.LATE ? State.CANCELLED : State.APPROVED);
      assertThat(approve(id, "bob")).isEqualTo(Outcome.LATE);
      assertThat(jobs.lease(10, Shares.EQUAL)).isEmpty();
    }
  }

  @Test
  void expiresAJobOnceWhicheverHubsLook() throws Exception {
    JobId id = held(1, Duration.ofMillis(50));
    JobId patient = held(1, LONG);
    Awaitility.await().until(() -> approvals.overdue(10), List.of(id)::equals);

    assertThat(approve(id, "ann")).as("overdue, if not ended yet").isEqualTo(Outcome.LATE);
    List<Boolean> counted =
        atOnce(
            () -> approvals.expire(id, rejected(id)),
            () -> approvals.expire(id, rejected(id)),
            () -> approvals.expire(id, rejected(id)));

    assertThat(counted).containsOnlyOnce(true);
    assertThat(approvals.expire(patient, rejected(patient))).isFalse();
    assertThat(approvals.overdue(10)).isEmpty();
    assertThat(view(id).state()).isEqualTo(State.EXPIRED);
    assertThat(audited(id)).containsExactly("hub job.expire done", "hub job.hold done");
  }

  @SafeVarargs
  private static <T> List<T> atOnce(Callable<? extends T>... tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
    try {
      CyclicBarrier start = new CyclicBarrier(tasks.length);
      List<Future<T>> running = new ArrayList<>();
      for (Callable<? extends T> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } finally {
      threads.shutdown();
    }
  }
}
