package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Cost;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Usage;
import io.serai.job.Walk;
import io.serai.results.Completions;
import io.serai.results.ResultsProcessor;
import io.serai.sandbox.RunResult;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import io.serai.store.Shares;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresJobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of several attempts leaves the result that is recorded, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit starts the server before each test.
class OneResultTest {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private final List<Result> heard = new ArrayList<>();
  private EmbeddedPostgres server;
  private Database database;
  private PostgresJobStore slow;
  private PostgresJobStore quick;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedPostgres.start();
    String url = server.getJdbcUrl("postgres", "postgres");
    database = new Database(url, "", "", 8, Executors.defaultThreadFactory());
    slow = new PostgresJobStore(database, UUID.randomUUID(), MOMENT);
    quick = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() throws IOException {
    slow.close();
    quick.close();
    database.close();
    server.close();
  }

  @Test
  void leavesNothingWhenTheJobHasTheResultOfAnotherAttempt() {
    Lease lost = accepted();
    Awaitility.await().until(() -> quick.tend().waiting());
    Lease taken = quick.lease(1, Shares.EQUAL).get(0);

    assertThat(ended(slow, walk(lost, 1))).as("while the other runs").isNull();
    Result stored = ended(quick, walk(taken, 2));
    assertThat(ended(slow, walk(lost, 3))).as("when the other has ended").isNull();

    assertThat(heard).hasSize(1).containsExactly(stored);
    assertThat(quick.find(taken.job().id()).orElseThrow().result()).isEqualTo(stored);
  }

  @Test
  void leavesTheResultThatIsStoredThoughThatWasNotConfirmed() {
    Lease lease = accepted();
    Result stored = ended(slow, walk(lease, 1));

    assertThat(ended(slow, walk(lease, 1))).isNotNull().isEqualTo(stored);
  }

  private Lease accepted() {
    var submission = BilledJobs.of("t", List.of()).walk().submission();
    return ((Acceptance.Leased) slow.accept(submission, true).join()).lease();
  }

  private Result ended(JobStore store, Exchange walk) {
    new ResultsProcessor(store, new Completions(store, heard::add), OneResultTest::price)
        .process(walk);
    return walk.getMessage().getBody(Result.class);
  }

  private static Cost price(String target, Usage usage) {
    return new Cost(BigDecimal.valueOf(usage.wallMs()), "USD", List.of());
  }

  private static Exchange walk(Lease lease, int tookMs) {
    Exchange walk = new DefaultExchange(new DefaultCamelContext());
    Timeline timeline = new Timeline(0);
    timeline.add("recipients", 0, tookMs * 1_000_000L, "ok");
    walk.setProperty(Walk.LEASE, lease);
    walk.setProperty(Walk.TIMELINE, timeline);
    walk.getMessage().setBody(RunResult.printed("42\n", new Usage(tookMs, 1, 1)));
    return walk;
  }
}
