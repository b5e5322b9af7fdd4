package io.serai.store.postgres;

import io.serai.fleet.Explanation;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.job.Timing;
import io.serai.store.Step;
import io.serai.store.TraceStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step table. Steps are part of the result too, so a lost write can be made good from it. */
public final class PostgresTraceStore implements TraceStore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresTraceStore.class);
  private static final String LIST = Sql.load("list-steps");
  private static final String INSERT = Sql.load("insert-steps");

  private static final String CATCH_UP = Sql.load("catch-up-walks");

  /** Nobody waits for it, so that many may share a transaction. */
  private static final Duration LINGER = Duration.ofMillis(200);

  @SuppressWarnings("ArrayRecordComponent") // Written, and never compared.
  private record Trace(
      Result result, String explanation, @Nullable String routes, byte[] digests) {}

  private final Database database;
  private final GroupCommit<Trace, Boolean> writes;

  /** The step table in the given database. */
  public PostgresTraceStore(Database database) {
    this.database = database;
    this.writes = new GroupCommit<>("trace", LINGER, database, PostgresTraceStore::write);
  }

  @Override
  public CompletionStage<?> record(
      Result result, Explanation explanation, @Nullable String routes, byte[] digests) {
    return writes
        .submit(new Trace(result, Documents.write(explanation), routes, digests))
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                LOG.warn("job {} steps not written yet: {}", result.jobId(), failure.getMessage());
              }
            });
  }

  private static List<Boolean> write(Connection connection, List<Trace> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(statement, batch)
          .add("uuid", trace -> trace.result().jobId().value())
          .add("text", trace -> Documents.write(trace.result().timings()))
          .add("text", Trace::explanation)
          .add("bytea", Trace::digests)
          .add("text", Trace::routes);
      statement.executeUpdate();
    }
    return Collections.nCopies(batch.size(), true);
  }

  @Override
  public List<Step> steps(JobId id) {
    return database.run(
        "read steps",
        LIST,
        statement -> {
          statement.setObject(1, id.value());
          statement.setObject(2, id.value());
          List<Step> steps = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              steps.add(read(row));
            }
          }
          return steps;
        });
  }

  private static Step read(ResultSet row) throws SQLException {
    return new Step(
        new Timing(row.getString(1), row.getLong(2), row.getLong(3), row.getString(4)),
        row.getString("input_digest"),
        row.getString("output_digest"));
  }

  @Override
  public int catchUp(Duration within) {
    return database.run(
        "catch up on walks",
        CATCH_UP,
        statement -> {
          statement.setLong(1, within.toSeconds());
          return statement.executeUpdate();
        });
  }

  @Override
  public void close() {
    writes.close();
  }
}
