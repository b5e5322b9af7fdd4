package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is old goes while jobs come, and none of them notices. */
class RetentionTest {

  private static final int SENDERS = 4;

  /** Ten weeks of jobs of two tenants, one of which still owes its reply. */
  private static final String HISTORY =
      """
      with weeks as (
        select date_bin('7 days', now() - n * interval '7 days', '1970-01-05 00:00:00Z') as week
        from generate_series(1, 10) as n
      )
      select add_partition(parent, week, week + interval '168 hours')
      from weeks, unnest(array['jobs', 'results', 'walks', 'bills']) as parent;

      create temporary table old as
      select gen_random_uuid() as id, case when n % 2 = 0 then 'demo' else 'default' end as tenant,
             now() - interval '10 days' - n * interval '1 hour' as at
      from generate_series(1, 1001) as n;
      insert into job_ids (id, tenant, accepted_at) select id, tenant, at from old;
      insert into jobs (id, tenant, source, language, priority, trace_id, body, accepted_at)
      select id, tenant, 'http', 'python', 5, repeat('0', 32), '{}', at from old;
      insert into results (job_id, tenant, status, body, accepted_at, finished_at)
      select id, tenant, 'succeeded', '{"stdout": "old"}', at, at from old;
      insert into bills (job_id, tenant, cloud, target, amount, currency, lines, accepted_at)
      select id, tenant, 'private', 'local', 0.5, 'USD', '[]', at from old;
      insert into outbox (job_id, tenant, reply)
      select id, tenant, '{"transport": "nobody"}' from old order by at limit 1;
      """;

  private final AtomicInteger sent = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();

  @Test
  void dropsPartitionsAndRowsUnderLoadWithoutAFailedJob(@TempDir Path folder) throws Exception {
    Path home = folder.resolve("home");
    Homes.copy(home);
    Path policy = home.resolve("policies/retention.yaml");
    Files.writeString(policy, "default: {}\n");
    try (PostgresServer server = PostgresServer.start(folder.resolve("database"));
        StartedHub hub =
            StartedHub.start(
                home, folder.resolve("state"), Map.of("serai.database.url", server.jdbcUrl()));
        Connection database = DriverManager.getConnection(server.jdbcUrl())) {
      execute(database, HISTORY);
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      for (int i = 0; i < SENDERS; i++) {
        senders.execute(() -> sendUntil(over, hub));
      }

      Files.writeString(policy, "default: {jobsDays: 30}\ntenants: {demo: {jobsDays: 14}}\n");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  count(database, "select count(*) from audit where action = 'retention.drop'") >= 9
                      && count(
                              database,
                              "select count(*) from jobs where tenant = 'demo' and accepted_at < now() - interval '15 days'")
                          == 0);
      over.set(true);
      senders.shutdown();
      assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

      assertThat(failures).isEmpty();
      assertThat(sent.get()).isGreaterThan(20);
      assertThatOnlyWhatIsOldIsGone(database);
      assertNoneIsMissing(hub, database);
    }
  }

  private static void assertThatOnlyWhatIsOldIsGone(Connection database) throws SQLException {
    // A week goes when all of it is older than the longest term; until then its rows do, by tenant.
    String older =
        "select count(*) from %s where tenant = '%s' and accepted_at < now() - interval '%s'";
    assertThat(count(database, older.formatted("jobs", "default", "38 days")))
        .as("owed")
        .isEqualTo(1);
    assertThat(count(database, older.formatted("jobs", "default", "30 days"))).isEqualTo(1);
    assertThat(count(database, older.formatted("results", "demo", "14 days"))).isZero();
    assertThat(count(database, "select count(*) from outbox")).isEqualTo(1);
    assertThat(
            count(
                database,
                "select count(*) from jobs where tenant = 'default' and accepted_at < now() - interval '10 days'"))
        .isGreaterThan(200);
    assertThat(
            count(database, "select count(*) from bills where cloud = 'private' and amount = 0.5"))
        .as("the ledger stays")
        .isEqualTo(1001);
    assertThat(
            count(
                database,
                "select count(*) from jobs j where not exists (select from job_ids i where i.id = j.id)"))
        .isZero();
    assertThat(
            count(
                database,
                "select count(*) from job_ids i where not exists (select from jobs j where j.id = i.id)"))
        .isZero();
  }

  private void assertNoneIsMissing(StartedHub hub, Connection database) throws Exception {
    assertThat(
            count(
                database,
                "select count(*) from results where status = 'succeeded' and accepted_at > now() - interval '1 hour'"))
        .isEqualTo(sent.get());
    JsonNode jobs = Json.MAPPER.readTree(hub.get("/v1/jobs?limit=10").body()).path("jobs");
    assertThat(jobs).hasSize(10);
  }

  private void sendUntil(AtomicBoolean over, StartedHub hub) {
    while (!over.get()) {
      try {
        HttpResponse<String> answer =
            hub.post("/execute", "{\"language\":\"python\",\"code\":\"print(1)\"}");
        sent.incrementAndGet();
        if (answer.statusCode() != 200) {
          note(answer.body());
        }
      } catch (Exception e) {
        note(e.toString());
      }
    }
  }

  private synchronized void note(String failure) {
    failures.add(failure);
  }

  private static void execute(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
