package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.LargeParts;
import io.serai.store.UnmovedResults;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The results with parts to move. Taking one postpones it, so that a lost mover is made good. */
public final class PostgresUnmovedResults implements UnmovedResults {

  private static final String TAKE = Sql.load("take-unmoved");
  private static final String REPLACE = Sql.load("replace-result");

  private final Database database;

  /** Those in the given database. */
  public PostgresUnmovedResults(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> take(int max) {
    return database.byIndex(
        "take results to move",
        TAKE,
        statement -> {
          statement.setInt(1, max);
          List<Entry> entries = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              entries.add(
                  new Entry(
                      new JobId(row.getObject("job_id", UUID.class)),
                      row.getString("tenant"),
                      row.getString("body")));
            }
          }
          return entries;
        });
  }

  @Override
  public void moved(Entry entry, LargeParts.Detached detached) {
    database.byIndex(
        "replace a result",
        REPLACE,
        statement -> {
          statement.setObject(1, entry.jobId().value());
          statement.setArray(
              2,
              statement
                  .getConnection()
                  .createArrayOf("text", detached.keys().toArray(String[]::new)));
          statement.setString(3, detached.body());
          return statement.executeUpdate();
        });
  }

  @Override
  public void stays(JobId id) {
    database.byIndex(
        "leave a result as it is",
        "delete from unmoved_results where job_id = ?",
        statement -> {
          statement.setObject(1, id.value());
          return statement.executeUpdate();
        });
  }
}
