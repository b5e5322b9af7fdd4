package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.job.Copy;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Placement;
import io.serai.job.Submission;
import io.serai.job.Usage;
import io.serai.store.RecordedJobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of jobs and results, read together. */
public final class PostgresRecordedJobs implements RecordedJobs {

  private static final TypeReference<List<Copy>> COPIES = new TypeReference<>() {};
  private static final String LIST = Sql.load("list-recorded");

  private static final int MOST_BYTES = 32 << 20;

  private final Database database;
  private final int mostBytes;

  /** The jobs in the given database. */
  public PostgresRecordedJobs(Database database) {
    this(database, MOST_BYTES);
  }

  /** The same, at most so much of them at once. */
  PostgresRecordedJobs(Database database, int mostBytes) {
    this.database = database;
    this.mostBytes = mostBytes;
  }

  @Override
  public List<Recording> list(Query query) {
    return database.byValues(
        "list recorded jobs",
        LIST,
        statement -> {
          JobId after = query.after();
          statement.setString(1, query.tenant());
          statement.setTimestamp(2, query.since() == null ? null : Timestamp.from(query.since()));
          statement.setObject(3, after == null ? null : after.value());
          statement.setInt(4, query.limit());
          statement.setInt(5, mostBytes);
          List<Recording> recordings = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              recordings.add(read(row));
            }
          }
          return recordings;
        });
  }

  private static Recording read(ResultSet row) throws SQLException {
    Submission submission =
        new Submission(
                Documents.read(row.getString("body"), Job.class),
                row.getString("submitter"),
                row.getString("source"),
                null,
                row.getString("trace_id"),
                null,
                row.getTimestamp("accepted_at").toInstant())
            .under(row.getString("policies"));
    Usage usage = Documents.readOptional(row.getString("usage"), Usage.class);
    return new Recording(
        submission,
        row.getString("state"),
        Documents.readOptional(row.getString("placement"), Placement.class),
        usage == null ? Usage.NONE : usage,
        copies(row.getString("copies")));
  }

  /** Results stored by earlier builds have none. */
  private static List<Copy> copies(@Nullable String json) {
    return json == null ? List.of() : Documents.read(json, COPIES);
  }
}
