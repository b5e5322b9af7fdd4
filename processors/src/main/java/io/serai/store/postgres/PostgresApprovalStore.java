package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Verdict;
import io.serai.store.ApprovalStore;
import io.serai.store.ApprovalView;
import io.serai.store.ResultDocument;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The approvals and the votes; what is held stands in the queue. */
public final class PostgresApprovalStore implements ApprovalStore {

  private static final String HOLD = Sql.load("hold-job");
  private static final String READ_JOB = Sql.load("read-job");
  private static final String OVERDUE = Sql.load("due-approvals");
  private static final String FIND = Sql.load("find-approval");
  private static final String LIST = Sql.load("list-approvals");
  private static final TypeReference<List<Ground>> GROUNDS = new TypeReference<>() {};
  private static final TypeReference<List<ApprovalView.Vote>> VOTES = new TypeReference<>() {};

  private final Database database;

  /** The approvals in the given database. */
  public PostgresApprovalStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean hold(Lease lease, Request request) {
    String rules =
        request.grounds().stream().map(Ground::rule).distinct().collect(Collectors.joining(", "));
    Map<String, String> detail =
        Map.of(
            "rules", rules,
            "approvers", String.valueOf(request.approvers()),
            "expiresAfter", request.expiresAfter().toString());
    return database.run(
        "hold a job",
        HOLD,
        statement -> {
          statement.setString(1, "approval: " + rules);
          statement.setObject(2, lease.job().id().value());
          statement.setInt(3, lease.attempt());
          statement.setString(4, request.digest());
          statement.setString(5, Documents.write(request.grounds()));
          statement.setString(6, Documents.writeOptional(request.verdict()));
          statement.setInt(7, request.approvers());
          statement.setLong(8, request.expiresAfter().toMillis());
          statement.setString(9, Documents.write(detail));
          try (ResultSet held = statement.executeQuery()) {
            return held.next();
          }
        });
  }

  @Override
  public Outcome vote(JobId id, Ballot ballot, @Nullable ResultDocument rejected) {
    return database.transact(
        "decide an approval",
        connection -> new ApprovalDecision(connection, id).vote(ballot, rejected));
  }

  @Override
  public boolean expire(JobId id, ResultDocument rejected) {
    return database.transact(
        "expire an approval", connection -> new ApprovalDecision(connection, id).expire(rejected));
  }

  @Override
  public List<JobId> overdue(int max) {
    return database.run(
        "find overdue approvals",
        OVERDUE,
        statement -> {
          statement.setInt(1, max);
          List<JobId> ids = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              ids.add(new JobId(row.getObject(1, UUID.class)));
            }
          }
          return ids;
        });
  }

  @Override
  public Optional<ApprovalView> find(JobId id) {
    return database
        .run(
            "find an approval",
            FIND,
            statement -> {
              statement.setObject(1, id.value());
              return readAll(statement);
            })
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Job> job(JobId id) {
    return database.run(
        "find a job's code",
        READ_JOB,
        statement -> {
          statement.setObject(1, id.value());
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(Documents.read(row.getString(1), Job.class))
                : Optional.<Job>empty();
          }
        });
  }

  @Override
  public List<ApprovalView> list(Query query) {
    return database.byValues(
        "list approvals",
        LIST,
        statement -> {
          statement.setString(1, query.state());
          statement.setString(2, query.tenant());
          statement.setObject(3, query.before(), Types.BIGINT);
          statement.setInt(4, query.limit());
          return readAll(statement);
        });
  }

  private static List<ApprovalView> readAll(PreparedStatement statement) throws SQLException {
    List<ApprovalView> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(read(row));
      }
    }
    return rows;
  }

  private static ApprovalView read(ResultSet row) throws SQLException {
    Timestamp decided = row.getTimestamp("decided_at");
    return new ApprovalView(
        row.getLong("id"),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getString("tenant"),
        row.getString("submitter"),
        ApprovalView.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("digest"),
        Documents.read(row.getString("grounds"), GROUNDS),
        Documents.readOptional(row.getString("verdict"), Verdict.class),
        row.getInt("approvers"),
        row.getTimestamp("requested_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        decided == null ? null : decided.toInstant(),
        Documents.read(row.getString("votes"), VOTES));
  }
}
