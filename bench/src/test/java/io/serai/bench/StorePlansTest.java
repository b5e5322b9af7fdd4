package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Explanation;
import io.serai.job.Cost;
import io.serai.job.Lease;
import io.serai.job.Reason;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.results.Unrun;
import io.serai.store.Outbox;
import io.serai.store.ResultDocument;
import io.serai.store.Shares;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How PostgreSQL finds what is asked of a store with a million jobs in it: the plans of the very
 * statements that the stores run, as the server executed them.
 */
@SuppressWarnings("NullAway.Init") // JUnit opens everything before the first test.
class StorePlansTest {

  private static final int JOBS = 1_000_000;

  /** Often enough that a statement is prepared, and its plan no longer made for its values. */
  private static final int TIMES = 8;

  /**
   * A page of fifty, also where the planner goes through the newest jobs for one of a tenant that
   * has many of them; and a month's days for all tenants and clouds.
   */
  private static final long FEW = 5_000;

  @TempDir private static Path directory;
  private static EmbeddedPostgres server;
  private static FilledStores stores;
  private static PlanLog log;

  @BeforeAll
  static void fill() throws IOException {
    Path data = directory.resolve("data");
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("wal_level", "minimal")
            .setServerConfig("max_wal_senders", "0")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .start();
    log = new PlanLog(data.resolve("log"));
    String url = server.getJdbcUrl("postgres", "postgres");
    stores = new FilledStores(url + PlanLog.OPTIONS);
    stores.fill(JOBS);
  }

  @AfterAll
  static void stop() throws IOException {
    stores.close();
    server.close();
  }

  @Test
  void findWhatIsAskedByIndex() throws Exception {
    for (Map.Entry<String, IntConsumer> question : stores.questions(JOBS).entrySet()) {
      List<Plan> plans = plansOf(question.getValue());

      assertThat(plans).as(question.getKey()).hasSizeGreaterThanOrEqualTo(TIMES);
      assertThat(plans)
          .as(question.getKey())
          .allSatisfy(plan -> assertThat(plan.rowsTouched()).as(plan.text()).isLessThan(FEW))
          .allSatisfy(plan -> assertThat(plan.readThrough()).as(plan.text()).isEmpty());
    }
  }

  @Test
  void lookIntoOnePartitionForAJobAndForADay() throws Exception {
    for (String name : List.of("a job", "a job's trace", "a job's charges")) {
      assertThat(plansOf(question(name)))
          .as(name)
          .allSatisfy(plan -> assertThat(plan.mostPartitions()).as(plan.text()).isLessThan(2));
    }
    assertThat(plansOf(question("jobs of a day")))
        .allSatisfy(plan -> assertThat(plan.mostPartitions()).as(plan.text()).isBetween(1, 2));
  }

  @Test
  void takeAJobThroughItsLifeByIndex() throws Exception {
    List<Plan> plans = plansOf(n -> live());

    assertThat(plans).hasSizeGreaterThan(7 * TIMES);
    assertThat(plans)
        .allSatisfy(plan -> assertThat(plan.rowsTouched()).as(plan.text()).isLessThan(FEW))
        .allSatisfy(plan -> assertThat(plan.readThrough()).as(plan.text()).isEmpty());
  }

  @Test
  void noticeAStatementThatReadsThroughAPartition() throws Exception {
    List<Plan> plans =
        log.plansOf(() -> stores.execute("select count(*) from jobs where trace_id = 'no'"));

    assertThat(plans).singleElement().satisfies(plan -> assertThat(plan.readThrough()).hasSize(9));
    assertThat(plans.get(0).rowsTouched()).isGreaterThanOrEqualTo(JOBS);
    assertThat(plans.get(0).mostPartitions()).isGreaterThan(9);
  }

  private static IntConsumer question(String name) {
    return Objects.requireNonNull(stores.questions(JOBS).get(name));
  }

  private static List<Plan> plansOf(IntConsumer question) throws Exception {
    return log.plansOf(
        () -> {
          for (int n = 0; n < TIMES; n++) {
            question.accept(n);
          }
        });
  }

  /** Accepted, offered again, leased, finished, traced, billed, replied to. */
  private static void live() {
    Reply reply = new Reply("rabbitmq", "replies", "1");
    var submission = AcceptLoad.minted(reply);
    stores.jobs().accept(submission, false).join();
    stores.jobs().accept(submission, false).join();
    for (Lease lease : stores.jobs().lease(10, Shares.EQUAL)) {
      Reason why = Reason.of("dispatch", "expired", "it was late");
      Cost cost = cost();
      Result result =
          Unrun.result(lease.job().id(), Status.REJECTED, why, cost, "0".repeat(32), Map.of());
      stores.jobs().finish(lease, ResultDocument.of(result)).join();
      stores.record(lease.job().tenant(), result, new Explanation(null, List.of()));
    }
    stores.jobs().tend();
    List<Outbox.Entry> owed = stores.outbox().take("rabbitmq", 10);
    stores.outbox().takeCallbacks(Set.of(), 10);
    stores.outbox().remove(owed.stream().map(Outbox.Entry::id).toList());
  }

  private static Cost cost() {
    BigDecimal cent = new BigDecimal("0.01");
    return new Cost(
        cent, "USD", List.of(new Cost.Charge("run", BigDecimal.ONE, cent, cent, null, null, null)));
  }
}
