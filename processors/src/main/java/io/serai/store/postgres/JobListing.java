package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Result;
import io.serai.store.JobQuery;
import io.serai.store.JobView;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by filter, newest first. Where a job's state stands tells from which table the page is read:
 * jobs in a state that few have are found without reading the many others.
 */
final class JobListing {

  private static final String ANY = Sql.load("list-jobs");
  private static final String ENDED = Sql.load("list-ended-jobs");
  private static final String QUEUED = Sql.load("list-queued-jobs");
  private static final String TIME = Sql.load("find-job-time");
  private static final Set<String> QUEUED_STATES =
      Set.of("accepted", "running", "waiting_for_approval");

  private final Database database;

  JobListing(Database database) {
    this.database = database;
  }

  List<JobView> list(JobQuery query) {
    JobId after = query.after();
    if (after == null) {
      return page(query, null);
    }
    return time(after, query.tenant()).map(time -> page(query, time)).orElse(List.of());
  }

  private Optional<Timestamp> time(JobId id, @Nullable String tenant) {
    return database.run(
        "find a job's time",
        TIME,
        statement -> {
          statement.setObject(1, id.value());
          statement.setString(2, tenant);
          statement.setString(3, tenant);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getTimestamp(1)) : Optional.<Timestamp>empty();
          }
        });
  }

  private List<JobView> page(JobQuery query, @Nullable Timestamp afterTime) {
    String state = query.state();
    String sql = state == null ? ANY : QUEUED_STATES.contains(state) ? QUEUED : ENDED;
    return database.byValues(
        "list jobs",
        sql,
        statement -> {
          JobId after = query.after();
          statement.setString(1, query.tenant());
          statement.setTimestamp(2, timestamp(query.since()));
          statement.setTimestamp(3, timestamp(query.until()));
          statement.setTimestamp(4, afterTime);
          statement.setObject(5, after == null ? null : after.value());
          int next = 6;
          if (state != null) {
            statement.setString(next++, state);
          }
          statement.setInt(next, query.limit());
          return readAll(statement);
        });
  }

  static List<JobView> readAll(PreparedStatement statement) throws SQLException {
    List<JobView> jobs = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        jobs.add(read(row));
      }
    }
    return jobs;
  }

  private static JobView read(ResultSet row) throws SQLException {
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
