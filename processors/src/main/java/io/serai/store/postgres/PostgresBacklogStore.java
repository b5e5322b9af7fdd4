package io.serai.store.postgres;

import io.serai.store.Backlog;
import io.serai.store.BacklogStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Counts what waits in the tables of one database. */
public final class PostgresBacklogStore implements BacklogStore {

  private static final String COUNT = Sql.load("count-backlog");

  private final Database database;

  /** What waits in the given database. */
  public PostgresBacklogStore(Database database) {
    this.database = database;
  }

  @Override
  public Backlog count() {
    return database.run(
        "count what waits",
        COUNT,
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return backlog(row);
          }
        });
  }

  private static Backlog backlog(ResultSet row) throws SQLException {
    return new Backlog(
        row.getLong("waiting"),
        row.getLong("put_off"),
        row.getLong("leased"),
        Duration.ofMillis(row.getLong("oldest_ms")),
        row.getLong("owed"),
        Duration.ofMillis(row.getLong("lag_ms")),
        row.getLong("unmoved"),
        Duration.ofMillis(row.getLong("unmoved_ms")),
        row.getLong("approving"),
        row.getLong("dead_letters"));
  }
}
