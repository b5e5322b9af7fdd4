package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.fleet.Explanation;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.store.AuditStore;
import io.serai.store.JobQuery;
import io.serai.store.Outbox;
import io.serai.store.PartitionStore;
import io.serai.store.Spending;
import io.serai.store.Spending.By;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresAuditStore;
import io.serai.store.postgres.PostgresCostStore;
import io.serai.store.postgres.PostgresJobStore;
import io.serai.store.postgres.PostgresOutbox;
import io.serai.store.postgres.PostgresPartitionStore;
import io.serai.store.postgres.PostgresPlacementStore;
import io.serai.store.postgres.PostgresTraceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The stores of one database, with as many jobs as one likes, and what is asked of them. */
final class FilledStores implements AutoCloseable {

  /** Over how long the jobs are spread, back from now: eight weeks, each a partition. */
  static final Duration PAST = Duration.ofDays(56);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration HALF_A_WEEK = Duration.ofDays(3);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final int PAGE = 50;
  private static final int CONNECTIONS = 12;

  private final String url;
  private final Database database;
  private final PostgresJobStore jobs;
  private final PostgresTraceStore traces;
  private final PostgresCostStore costs;
  private final PostgresPlacementStore placements;
  private final PostgresAuditStore audit;
  private final PostgresOutbox outbox;

  /** Stores in an empty database, with partitions for all the jobs that may come. */
  FilledStores(String url) {
    this.url = url;
    database = new Database(url, "", "", CONNECTIONS, Executors.defaultThreadFactory());
    jobs = new PostgresJobStore(database, UUID.randomUUID(), LEASE);
    traces = new PostgresTraceStore(database);
    costs = new PostgresCostStore(database);
    placements = new PostgresPlacementStore(database);
    audit = new PostgresAuditStore(database);
    outbox = new PostgresOutbox(database);
    addPartitions(new PostgresPartitionStore(database));
  }

  /** Now is half a week into one, on any day: one that has just begun is read in other ways. */
  private static void addPartitions(PartitionStore partitions) {
    Instant starts = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(PAST).minus(HALF_A_WEEK);
    Instant until = Instant.now().plus(WEEK);
    for (; starts.isBefore(until); starts = starts.plus(WEEK)) {
      for (String table : PartitionStore.TABLES) {
        partitions.add(table, starts, starts.plus(WEEK));
      }
    }
  }

  /** Fills them at once, as if that many jobs had been accepted, run and billed. */
  void fill(int jobs) {
    try (InputStream in = FilledStores.class.getResourceAsStream("fill-stores.sql")) {
      if (in == null) {
        throw new IllegalStateException("'fill-stores.sql' is missing from the build");
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      execute(sql.formatted(jobs, PAST.toHours()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empties some tables. */
  void forget(String tables) {
    execute("truncate " + tables);
  }

  /** On a connection of its own. */
  void execute(String sql) {
    try (HikariDataSource tables = Databases.open(url, 1)) {
      Databases.execute(tables, sql);
    }
  }

  PostgresJobStore jobs() {
    return jobs;
  }

  Outbox outbox() {
    return outbox;
  }

  /** Traces and bills a job that has ended. */
  void record(String tenant, Result result, Explanation explanation) {
    traces.record(result, explanation, null, new byte[32 * (result.timings().size() + 1)]);
    costs.record(tenant, result);
  }

  /**
   * What is asked of the stores, by name; each question is about another job or time with every
   * number.
   *
   * @param count how many jobs there are to ask about
   */
  Map<String, IntConsumer> questions(int count) {
    Map<String, IntConsumer> questions = new LinkedHashMap<>();
    questions.put("newest jobs", n -> list(null, null, null, null));
    questions.put("a later page", n -> list(null, null, null, job(n, count)));
    questions.put("jobs of a day", n -> list(null, null, day(n), null));
    questions.put("a tenant's jobs", n -> list(null, tenant(n), null, null));
    questions.put("`state=failed`", n -> list("failed", null, null, null));
    questions.put("a tenant's, `state=timed_out`", n -> list("timed_out", tenant(n), null, null));
    questions.put("`state=running`", n -> list("running", null, null, null));
    questions.put("a job", n -> jobs.find(job(n, count)));
    questions.put("a job's trace", n -> trace(job(n, count)));
    questions.put("a job's charges", n -> costs.charges(job(n, count)));
    questions.put("a month's costs", n -> costs.spending(month(null)));
    questions.put("a tenant's month", n -> costs.spending(month(tenant(n))));
    questions.put("a job's audit", n -> audit(null, job(n, count).toString(), true));
    questions.put("who did what", n -> audit(tenant(n), null, false));
    return questions;
  }

  private void list(
      @Nullable String state,
      @Nullable String tenant,
      @Nullable Instant since,
      @Nullable JobId after) {
    Instant until = since == null ? null : since.plus(Duration.ofDays(1));
    var unused = jobs.list(new JobQuery(state, tenant, since, until, after, PAGE));
  }

  /** As {@code GET /v1/jobs/ID/trace} reads it. */
  private void trace(JobId id) {
    var job = jobs.find(id);
    var steps = traces.steps(id);
    var placement = placements.find(id);
    if (job.isEmpty() && !(steps.isEmpty() && placement.sendings().isEmpty())) {
      throw new IllegalStateException("job " + id + " has a trace and is not there");
    }
  }

  private static Spending.Query month(@Nullable String tenant) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new Spending.Query(
        Set.of(By.TENANT, By.CLOUD), today.minusMonths(1), today.plusDays(1), tenant);
  }

  private void audit(@Nullable String tenant, @Nullable String subject, boolean decisions) {
    var unused = audit.list(new AuditStore.Query(tenant, subject, decisions, null, PAGE));
  }

  private static String tenant(int n) {
    return "tenant-" + n % 12;
  }

  private static Instant day(int n) {
    return Instant.now().minus(PAST).plus(Duration.ofHours(7L * n % PAST.toHours()));
  }

  /** One of the jobs that {@code fill-stores.sql} makes: its id is the MD5 of its number. */
  static JobId job(int n, int count) {
    int number = 1 + Math.floorMod(n * 7_919, count);
    try {
      byte[] name = ("job " + number).getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(name));
      return new JobId(new UUID(bytes.getLong(), bytes.getLong()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    jobs.close();
    traces.close();
    costs.close();
    placements.close();
    database.close();
  }
}
