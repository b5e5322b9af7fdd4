package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.store.Acceptance;
import io.serai.store.JobView;
import io.serai.store.Partition;
import io.serai.store.Shares;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What was stored before tables were partitioned is there afterwards, row by row. */
class PartitionMigrationTest {

  /** A job of October that is done, one of November, one that waits, and a bill of none of them. */
  private static final String ROWS =
      """
      insert into jobs (id, tenant, idempotency_key, source, language, priority, trace_id, body, accepted_at,
                        reply, parent_span_id, submitter, policies)
      select ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'acme', key, 'http', 'python', 5, repeat('0', 32),
             json_build_object(
               'id', '00000000-0000-0000-0000-00000000000' || n, 'tenant', 'acme', 'kind', 'code', 'language', 'python',
               'code', 'ünïcode', 'files', '[]'::json, 'network', 'none', 'priority', 5, 'labels', '{}'::json,
               'placement', '{"clouds": [], "regions": []}'::json,
               'limits', '{"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
                           "openFiles": 1, "outputBytes": 1}'::json),
             at::timestamptz, '{"transport": "rabbitmq",  "address": "x"}', 'span', 'somebody', 'digest'
      from (values (1, 'one', '2026-10-18 23:59:59.999999Z'), (2, 'two', '2026-11-16 00:00:00Z'),
                   (3, null, '2026-11-20 08:00:00.000001Z')) as made (n, key, at);
      insert into queue (job_id, tenant, priority, accepted_at, attempt)
      select id, tenant, priority, accepted_at + interval '1 second', 0 from jobs where idempotency_key is null;
      insert into results (job_id, status, body, finished_at)
      select id, 'succeeded', '{"kept": [1,  2]}', accepted_at + interval '9 days' from jobs where idempotency_key is not null;
      insert into walks (job_id, timings, placement)
      select job_id, '[{"stage": "intake", "startUs": 1, "durationUs": 2, "outcome": "accepted"}]', '{"a":  1}' from results;
      insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at)
      select job_id, 'acme', 'aws', 'fast', 1.500, 'USD',
             '[{"kind": "run", "quantity": 1.50, "unitPrice": 1.0, "amount": 1.500}]', '2026-11-21 10:00:00Z'
      from (select job_id from results union all select '00000000-0000-0000-0000-00000000dead') as b;
      insert into audit (at, actor, tenant, action, subject, outcome, detail)
      select '2026-10-12 00:00:00Z', 'hub', 'acme', 'job.decide', n::text, 'done', '{}' from generate_series(1, 7) as n;
      """;

  private static final List<String> READ =
      List.of(
          "select row(id, tenant, idempotency_key, source, language, priority, trace_id, reply, body, accepted_at,"
              + " parent_span_id, submitter, policies)::text from jobs order by id",
          "select row(job_id, status, body, finished_at)::text from results order by job_id",
          "select row(job_id, timings, placement)::text from walks order by job_id",
          "select row(job_id, tenant, cloud, target, amount, currency, lines, charged_at)::text from bills order by job_id",
          "select row(id, at, actor, tenant, action, subject, outcome, detail)::text from audit order by id",
          "select row(job_id, seq, stage, start_us, duration_us, outcome)::text from steps order by job_id",
          "select row(job_id, seq, kind, quantity, unit_price, amount)::text from charges order by job_id",
          "select row(day, tenant, cloud, target, kind, quantity, amount, charges)::text from spending",
          "select id::text from actions");

  @Test
  void keepsEveryRow() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      migrateTo("15", server);
      execute(server, ROWS);
      List<String> before = rows(server);

      migrateTo("16", server);

      assertThat(rows(server)).hasSize(3 + 2 + 2 + 3 + 7 + 2 + 3 + 1).isEqualTo(before);
      assertThat(texts(server, "select job_id from bills_default"))
          .as("of a job that nobody knows")
          .containsExactly("00000000-0000-0000-0000-00000000dead");
      assertThat(texts(server, "select idempotency_key from job_ids order by 1"))
          .containsExactly("one", "two", null);
      assertThat(
              texts(
                  server,
                  "select id from jobs j join queue q on q.job_id = j.id and q.accepted_at = j.accepted_at"))
          .as("found by the time that the queue says")
          .hasSize(1);
      goOn(server);
    }
  }

  /** What waited is run and found; keys are still taken; the log goes on counting. */
  private static void goOn(EmbeddedPostgres server) throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres");
    try (Database database = new Database(url, "", "", 12, Executors.defaultThreadFactory());
        PostgresJobStore store =
            new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30))) {
      assertThat(new PostgresPartitionStore(database).list())
          .extracting(Partition::name)
          .containsExactlyInAnyOrder(
              "audit_20261012",
              "jobs_20261012",
              "results_20261012",
              "walks_20261012",
              "bills_20261012",
              "jobs_20261116",
              "results_20261116",
              "walks_20261116",
              "bills_20261116");
      new PostgresPartitionStore(database).addAhead(Instant.now(), Duration.ofDays(7), 1);
      Lease lease = store.lease(1, Shares.EQUAL).get(0);
      assertThat(store.finish(lease, Samples.document(lease)).join()).isTrue();
      assertThat(store.find(lease.job().id()).map(JobView::state)).hasValue("succeeded");
      assertThat(texts(server, "select max(id) from audit")).containsExactly("8");
      Job repeated = Samples.job(Samples.newId(), "acme", "two", 5);
      assertThat(store.accept(Samples.offered(repeated, null), false).join())
          .as("a key that is taken")
          .isInstanceOf(Acceptance.KeyReused.class);
    }
  }

  private static void migrateTo(String version, EmbeddedPostgres server) {
    Flyway.configure()
        .dataSource(server.getPostgresDatabase())
        .locations("classpath:io/serai/store/postgres/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static List<String> rows(EmbeddedPostgres server) throws SQLException, IOException {
    List<String> rows = new ArrayList<>();
    for (String sql : READ) {
      rows.addAll(texts(server, sql));
    }
    return rows;
  }

  private static void execute(EmbeddedPostgres server, String sql)
      throws SQLException, IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(EmbeddedPostgres server, String sql)
      throws SQLException, IOException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
