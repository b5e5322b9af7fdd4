package io.serai.store.postgres;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.JobQuery;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ResultDocument;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The jobs, their queue and their results. */
public final class PostgresJobStore implements JobStore, AutoCloseable {

  private static final String LEASE = Sql.load("lease-jobs");
  private static final String RECLAIM = Sql.load("reclaim-leases");
  private static final String RELEASE = Sql.load("release-job");
  private static final String RENEW = Sql.load("renew-leases");
  private static final String CANCEL_WAITING = Sql.load("cancel-waiting");
  private static final String REQUEST_CANCEL = Sql.load("request-cancel");
  private static final String FIND = Sql.load("find-job");
  private static final String LIST = Sql.load("list-jobs");

  private final Database database;
  private final UUID hub;
  private final Duration leaseTime;
  private final GroupCommit<AcceptWriter.Offer, Acceptance> accepts;
  private final GroupCommit<FinishWriter.Finish, Boolean> finishes;

  /**
   * The store as one hub sees it.
   *
   * @param database where it is kept
   * @param hub this hub, new at each start: it owns the leases it takes
   * @param leaseTime how long a lease stands unless it is renewed
   */
  public PostgresJobStore(Database database, UUID hub, Duration leaseTime) {
    this.database = database;
    this.hub = hub;
    this.leaseTime = leaseTime;
    this.accepts =
        new GroupCommit<>("accept", Duration.ZERO, database, new AcceptWriter(hub, leaseTime));
    this.finishes = new GroupCommit<>("finish", Duration.ZERO, database, new FinishWriter());
  }

  @Override
  public CompletableFuture<Acceptance> accept(Submission submission, boolean lease) {
    // Written out here, by the many who submit, rather than by the one who writes.
    String body = Documents.write(submission.job());
    return accepts.submit(new AcceptWriter.Offer(submission, body, lease));
  }

  @Override
  public CompletableFuture<Boolean> finish(Lease lease, ResultDocument result) {
    return finishes.submit(new FinishWriter.Finish(lease, result));
  }

  @Override
  public List<Lease> lease(int max) {
    return database.run(
        "lease jobs",
        LEASE,
        statement -> {
          statement.setInt(1, max);
          statement.setObject(2, hub);
          statement.setLong(3, leaseTime.toMillis());
          return readAll(statement, PostgresJobStore::readLease);
        });
  }

  @Override
  public List<JobId> renew() {
    return database.run(
        "renew leases",
        RENEW,
        statement -> {
          statement.setLong(1, leaseTime.toMillis());
          statement.setObject(2, hub);
          List<JobId> cancelled = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              if (row.getBoolean("cancel_requested")) {
                cancelled.add(new JobId(row.getObject("job_id", UUID.class)));
              }
            }
          }
          return cancelled;
        });
  }

  @Override
  public boolean release(Lease lease, Duration delay, String waitsFor) {
    return 1
        == database.run(
            "release a job",
            RELEASE,
            statement -> {
              statement.setLong(1, delay.toMillis());
              statement.setString(2, waitsFor);
              statement.setObject(3, lease.job().id().value());
              statement.setInt(4, lease.attempt());
              return statement.executeUpdate();
            });
  }

  @Override
  public Cancellation cancel(JobId id, Result result) {
    int cancelled =
        database.run(
            "cancel a job",
            CANCEL_WAITING,
            statement -> {
              statement.setObject(1, id.value());
              statement.setString(2, Documents.write(result));
              return statement.executeUpdate();
            });
    if (cancelled == 1) {
      return Cancellation.CANCELLED;
    }
    int requested =
        database.run(
            "request a cancel",
            REQUEST_CANCEL,
            statement -> {
              statement.setObject(1, id.value());
              return statement.executeUpdate();
            });
    if (requested == 1) {
      return Cancellation.REQUESTED;
    }
    return find(id).isPresent() ? Cancellation.ALREADY_FINISHED : Cancellation.UNKNOWN;
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return database
        .run(
            "find a job",
            FIND,
            statement -> {
              statement.setObject(1, id.value());
              return readAll(statement, PostgresJobStore::readView);
            })
        .stream()
        .findFirst();
  }

  @Override
  public List<JobView> list(JobQuery query) {
    return database.run(
        "list jobs",
        LIST,
        statement -> {
          Timestamp since = timestamp(query.since());
          Timestamp until = timestamp(query.until());
          JobId after = query.after();
          UUID afterId = after == null ? null : after.value();
          List<@Nullable Object> arguments = new ArrayList<>();
          for (Object argument :
              new @Nullable Object[] {query.tenant(), since, until, afterId, query.state()}) {
            arguments.add(argument);
            arguments.add(argument);
          }
          arguments.add(query.limit());
          for (int i = 0; i < arguments.size(); i++) {
            statement.setObject(i + 1, arguments.get(i));
          }
          return readAll(statement, PostgresJobStore::readView);
        });
  }

  @Override
  public boolean hasWaiting() {
    Repetitions.owe(database);
    database.run("reclaim leases", RECLAIM, PreparedStatement::executeUpdate);
    return database.run(
        "look for waiting jobs",
        "select exists (select from queue where hub is null and not_before <= now())",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  @Override
  public void close() {
    accepts.close();
    finishes.close();
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> readAll(PreparedStatement statement, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
    }
    return rows;
  }

  private static Lease readLease(ResultSet row) throws SQLException {
    Submission submission =
        new Submission(
            Documents.read(row.getString("body"), Job.class),
            row.getString("submitter"),
            row.getString("source"),
            Documents.readOptional(row.getString("reply"), Reply.class),
            row.getString("trace_id"),
            row.getString("parent_span_id"),
            row.getTimestamp("accepted_at").toInstant());
    return new Lease(submission, row.getInt("attempt"));
  }

  private static JobView readView(ResultSet row) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    return new JobView(
        new JobId(row.getObject("id", UUID.class)),
        row.getString("tenant"),
        row.getString("submitter"),
        row.getString("state"),
        row.getString("source"),
        Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
        row.getInt("priority"),
        row.getString("trace_id"),
        row.getTimestamp("accepted_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        Documents.readOptional(row.getString("result"), Result.class));
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
