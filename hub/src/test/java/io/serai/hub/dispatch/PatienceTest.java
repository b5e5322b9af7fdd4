package io.serai.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Deferred;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reason;
import io.serai.job.Submission;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.recipients.RequeueProcessor;
import io.serai.store.Acceptance;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresJobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a job looks for a place: the days it waited for people do not count. */
class PatienceTest {

  private static final long PATIENCE_MS = 60_000;
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String JOB =
      """
      {"id": "%s", "tenant": "default", "kind": "code", "language": "python", "code": "print(1)",
       "files": [], "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1,
       "fileMb": 1, "pids": 1, "openFiles": 1, "outputBytes": 1}, "network": "none",
       "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {}}
      """;

  @Test
  void beginsWhenTheJobIsApproved() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Database database =
            new Database(
                server.getJdbcUrl("postgres", "postgres"),
                "",
                "",
                8,
                Executors.defaultThreadFactory());
        PostgresJobStore jobs =
            new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30))) {
      assertThat(isPutBack(jobs, NOW.minusSeconds(59), null)).isTrue();
      assertThat(isPutBack(jobs, NOW.minusSeconds(61), null)).isFalse();
      assertThat(isPutBack(jobs, NOW.minusSeconds(90_000), NOW.minusSeconds(59))).isTrue();
      assertThat(isPutBack(jobs, NOW.minusSeconds(90_000), NOW.minusSeconds(61))).isFalse();
    }
  }

  private static boolean isPutBack(
      PostgresJobStore jobs, Instant acceptedAt, @Nullable Instant approvedAt) throws Exception {
    Job job = Json.MAPPER.readValue(JOB.formatted(new JobId(UUID.randomUUID())), Job.class);
    Submission submission =
        new Submission(job, "sam", "http", null, "0".repeat(32), null, acceptedAt);
    Lease lease = ((Acceptance.Leased) jobs.accept(submission, true).join()).lease();
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(Walk.LEASE, lease);
    exchange.setProperty(Walk.APPROVED_AT, approvedAt);
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT, new Deferred(Reason.of("router", "no-capacity", "all full")));
    new RequeueProcessor(jobs, () -> PATIENCE_MS, Clock.fixed(NOW, ZoneOffset.UTC))
        .process(exchange);
    return exchange.getProperty(Walk.REQUEUED, false, Boolean.class);
  }
}
