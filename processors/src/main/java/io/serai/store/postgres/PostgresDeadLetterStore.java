package io.serai.store.postgres;

import io.serai.store.DeadLetterStore;
import java.sql.ResultSet;

/** The dead letter table. */
public final class PostgresDeadLetterStore implements DeadLetterStore {

  private static final String KEEP = Sql.load("keep-dead-letter");

  private final Database database;

  /** The dead letter table in the given database. */
  public PostgresDeadLetterStore(Database database) {
    this.database = database;
  }

  @Override
  public void keep(DeadLetter letter) {
    database.run(
        "keep a dead letter",
        KEEP,
        statement -> {
          statement.setString(1, letter.source());
          statement.setString(2, letter.code());
          statement.setString(3, letter.message());
          statement.setString(4, Documents.write(letter.headers()));
          statement.setBytes(5, letter.body());
          return statement.executeUpdate();
        });
  }

  @Override
  public long count() {
    return database.run(
        "count dead letters",
        "select count(*) from dead_letters",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
