package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.store.Shares;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an earlier build has stored, this one goes on with. */
class MigrationTest {

  /** A job as it was stored before jobs had limits of CPU time, disk and open files. */
  private static final String OLD =
      """
      {"id": "%1$s", "tenant": "default", "kind": "code", "language": "python", "code": "print(1)",
       "files": [], "limits": {"timeoutMs": 9000, "memoryMb": 128, "pids": 7, "outputBytes": 99},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {}}
      """;

  @Test
  void runsAJobThatAnEarlierBuildAccepted() throws Exception {
    UUID id = UUID.randomUUID();
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      migrateTo("2", url);
      store(server, id);

      try (Database database = new Database(url, "", "", 12, Executors.defaultThreadFactory());
          PostgresJobStore store =
              new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30))) {
        List<Lease> leases = store.lease(1, Shares.EQUAL);

        assertThat(leases).hasSize(1);
        Job job = leases.get(0).job();
        assertThat(job.id().value()).isEqualTo(id);
        assertThat(job.limits()).isEqualTo(new Limits(9_000, 9_000, 128, 64, 32, 7, 256, 99));
        assertThat(job.network()).isEqualTo(Network.NONE);
        assertThat(job.session()).isNull();
      }
    }
  }

  private static void migrateTo(String version, String url) {
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:io/serai/store/postgres/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static void store(EmbeddedPostgres server, UUID id) throws SQLException, IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into jobs (id, tenant, source, language, priority, trace_id, body, accepted_at)"
              + " values ('%s', 'default', 'http', 'python', 5, '%s', '%s', now())"
                  .formatted(id, "0".repeat(32), OLD.formatted(id)));
      statement.executeUpdate(
          "insert into queue (job_id, priority, accepted_at, attempt) values ('%s', 5, now(), 0)"
              .formatted(id));
    }
  }
}
