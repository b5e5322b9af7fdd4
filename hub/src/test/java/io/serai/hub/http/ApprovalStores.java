package io.serai.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.approval.Approvals;
import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.AuditStore;
import io.serai.store.ResultDocument;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresApprovalStore;
import io.serai.store.postgres.PostgresAuditStore;
import io.serai.store.postgres.PostgresJobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Jobs that wait for approval, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
abstract class ApprovalStores {

  private static final String JOB =
      """
      {"id": "%s", "tenant": "acme", "kind": "code", "language": "python", "code": "print(1)",
       "files": [], "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1,
       "fileMb": 1, "pids": 1, "openFiles": 1, "outputBytes": 1}, "network": "none",
       "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {"a": "b"}}
      """;
  private static EmbeddedPostgres server;

  final List<ResultDocument> ended = new ArrayList<>();
  private Database database;
  PostgresJobStore jobs;
  PostgresApprovalStore store;
  PostgresAuditStore audit;
  Approvals approvals;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    String url = server.getJdbcUrl("postgres", "postgres");
    database = new Database(url, "", "", 8, Executors.defaultThreadFactory());
    emptyQueue();
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30));
    store = new PostgresApprovalStore(database);
    audit = new PostgresAuditStore(database);
    approvals = approvals(true);
  }

  /** A job that another test released would be in front. */
  private static void emptyQueue() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate queue");
    }
  }

  @AfterEach
  void close() {
    jobs.close();
    database.close();
  }

  List<String> audited(JobId id) {
    return audit.list(new AuditStore.Query("acme", id.toString(), false, null, 10)).stream()
        .map(AuditStore.Kept::entry)
        .map(each -> each.actor() + " " + each.action() + " " + each.outcome())
        .toList();
  }

  Approvals approvals(boolean authenticated) {
    Cost nothing = new Cost(BigDecimal.ZERO, "USD", List.of());
    return new Approvals(jobs, store, audit, () -> nothing, ended::add, authenticated);
  }

  JobId held(String submitter, int approvers, Duration expiresAfter) throws IOException {
    JobId id = new JobId(UUID.randomUUID());
    Job job = Json.MAPPER.readValue(JOB.formatted(id), Job.class);
    Submission submission =
        new Submission(job, submitter, "http", null, "0".repeat(32), null, Instant.now());
    Lease lease = ((Acceptance.Leased) jobs.accept(submission, true).join()).lease();
    Request request =
        new Request(
            "digest", List.of(new Ground("flagged", "it starts")), approvers, expiresAfter, null);
    assertThat(store.hold(lease, request)).isTrue();
    return id;
  }

  static Principal approver(String name, @Nullable String tenant) {
    return new Principal(name, tenant, Set.of(Role.APPROVER, Role.SUBMITTER));
  }
}
