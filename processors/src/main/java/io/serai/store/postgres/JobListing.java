package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.JobQuery;
import io.serai.store.JobView;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
          return JobRow.readAll(statement).stream().map(JobRow::view).toList();
        });
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
