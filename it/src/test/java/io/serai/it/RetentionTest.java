package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.cli.Serai;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      insert into dead_letters (source, code, message, headers, body, identity, envelope, tenant, state, settled_at)
      values ('http', 'c', 'm', '[]', '', 'x', '{}', 'demo', 'dropped', now() - interval '9 days');
      """;

  private static final String TERMS = "default: {jobsDays: 30}\ntenants: {demo: {jobsDays: 14}}\n";
  private static final String DROPPED =
      "select count(*) from audit where action = 'retention.drop'";
  private static final String TO_BE_DROPPED =
      """
      select count(*)
      from pg_class c, lateral (select to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp at time zone 'UTC') as p (starts)
      where c.relname ~ '^(jobs|results|walks)_[0-9]{8}$' and c.relispartition
        and starts < now() - interval '37 days'
        and not exists (select from job_ids i join outbox o on o.job_id = i.id
                        where i.accepted_at >= starts and i.accepted_at < starts + interval '168 hours')
      """;
  private static final String OLD_OF_DEMO =
      "select count(*) from jobs where tenant = 'demo' and accepted_at < now() - interval '15 days'";
  private static final String ROWS_OF_OLD =
      """
      select 'jobs ' || j from jobs j where accepted_at < now() - interval '9 days'
      union all
      select 'results ' || r from results r where accepted_at < now() - interval '9 days'
      """;

  private final AtomicInteger sent = new AtomicInteger();
  private final List<String> failures = new ArrayList<>();

  /** What is done while jobs come. */
  private interface Task {
    void run(StartedHub hub, Connection database, Path policy) throws Exception;
  }

  @Test
  void dropsPartitionsAndRowsUnderLoadWithoutAFailedJob(@TempDir Path folder) throws Exception {
    underLoad(
        folder,
        (hub, database, policy) -> {
          Files.writeString(policy, TERMS);
          awaitAtLeast(9, database, DROPPED);
          awaitNone(database, OLD_OF_DEMO);
        },
        (hub, database, policy) -> assertThatOnlyWhatIsOldIsGone(database));
  }

  @Test
  void exportsPartitionsUnderLoadAndRestoresThemByteForByte(@TempDir Path folder) throws Exception {
    Path obstacle = folder.resolve("state/objects/cold");
    Set<String> before = new HashSet<>();
    underLoad(
        folder,
        (hub, database, policy) -> {
          Files.createDirectories(obstacle.resolveSibling(""));
          Files.createFile(obstacle);
          Files.writeString(policy, TERMS + "cold: true\n");
          awaitNone(database, OLD_OF_DEMO);
          assertThat(count(database, DROPPED)).as("while the store is away").isZero();
          before.addAll(texts(database, ROWS_OF_OLD));
          Files.delete(obstacle);
          awaitNone(database, TO_BE_DROPPED);
          assertThat(texts(database, ROWS_OF_OLD)).hasSizeLessThan(before.size() - 200);
        },
        (hub, database, policy) -> {
          restoreAll(hub);
          assertThat(texts(database, ROWS_OF_OLD)).containsExactlyInAnyOrderElementsOf(before);
          Files.writeString(policy, TERMS.replace("30", "30, deadLettersDays: 1") + "cold: true\n");
          awaitNone(database, "select count(*) from dead_letters");
          assertThat(texts(database, ROWS_OF_OLD)).containsExactlyInAnyOrderElementsOf(before);
        });
  }

  private static void restoreAll(StartedHub hub) throws Exception {
    assertThat(serai(hub, "list")).contains("jobs", "results", "walks").doesNotContain("bills");
    for (JsonNode each : Json.MAPPER.readTree(hub.get("/v1/cold").body()).path("partitions")) {
      if (each.path("table").asText().equals("jobs")) {
        assertThat(serai(hub, "restore", "jobs", each.path("starts").asText(), "--days", "1"))
            .contains("results", "walks", "jobs");
      }
    }
    assertThat(serai(hub, "restore", "jobs", "1999-01-04"))
        .contains("partition 'jobs/1999-01-04' is not in cold storage");
  }

  /** What {@code serai cold} says. */
  private static String serai(StartedHub hub, String... words) {
    List<String> command = new ArrayList<>(List.of("cold"));
    command.addAll(List.of(words));
    command.addAll(List.of("--url", hub.uri("").toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    var unused = Serai.execute(out, out, command.toArray(String[]::new));
    return said.toString();
  }

  private static void awaitAtLeast(int least, Connection database, String sql) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> count(database, sql), count -> count >= least);
  }

  private static void awaitNone(Connection database, String sql) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> count(database, sql), count -> count == 0);
  }

  private void underLoad(Path folder, Task task, Task check) throws Exception {
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
      try {
        task.run(hub, database, policy);
      } finally {
        over.set(true);
        senders.shutdown();
      }
      assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

      assertThat(failures).isEmpty();
      assertThat(sent.get()).isGreaterThan(20);
      check.run(hub, database, policy);
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

  private static List<String> texts(Connection database, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
