package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Result;
import io.serai.store.JobView;
import io.serai.store.LargeParts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of a job.
 *
 * @param view all but its result
 * @param result its result as it is stored, with or without its large parts
 */
record JobRow(JobView view, @Nullable String result) {

  static List<JobRow> readAll(PreparedStatement statement) throws SQLException {
    List<JobRow> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(read(row));
      }
    }
    return rows;
  }

  private static JobRow read(ResultSet row) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    JobView view =
        new JobView(
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
            row.getString("routes"),
            null);
    return new JobRow(view, row.getString("result"));
  }

  /** The job with its whole result. */
  JobView complete(LargeParts parts) {
    return result == null ? view : view.with(Documents.read(parts.complete(result), Result.class));
  }
}
