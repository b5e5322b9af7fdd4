package io.serai.store.postgres;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.store.ReplayStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The replays, beside the jobs. */
public final class PostgresReplayStore implements ReplayStore {

  private static final String INSERT = Sql.load("insert-replay");
  private static final String READ_JOB = Sql.load("read-job");

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Database database;

  /** The replays in the given database. */
  public PostgresReplayStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Job> job(JobId id) {
    return first("read a job", READ_JOB, id, row -> Documents.read(row.getString(1), Job.class));
  }

  @Override
  public void note(JobId replay, JobId original, String actor) {
    database.run(
        "note a replay",
        INSERT,
        statement -> {
          statement.setObject(1, replay.value());
          statement.setObject(2, original.value());
          statement.setString(3, actor);
          return statement.executeUpdate();
        });
  }

  @Override
  public Optional<JobId> originalOf(JobId replay) {
    return first(
        "find a replay",
        "select replay_of from replays where job_id = ?",
        replay,
        row -> new JobId(row.getObject(1, UUID.class)));
  }

  private <T> Optional<T> first(String name, String sql, JobId id, Reader<T> reader) {
    return database.run(
        name,
        sql,
        statement -> {
          statement.setObject(1, id.value());
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(reader.read(row)) : Optional.<T>empty();
          }
        });
  }
}
