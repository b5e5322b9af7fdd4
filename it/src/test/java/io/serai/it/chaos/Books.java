package io.serai.it.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the database says when all is over.
 *
 * @param jobs how many jobs there are
 * @param keys how many keys they have between them
 * @param succeeded how many ended as they should
 * @param waiting how many are still to be done
 * @param owed how many answers are still to be sent
 * @param deadLetters how many messages were given up
 */
record Books(int jobs, int keys, int succeeded, int waiting, int owed, int deadLetters) {

  static Books read(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      return new Books(
          count(statement, "select count(*) from jobs"),
          count(statement, "select count(distinct idempotency_key) from jobs"),
          count(statement, "select count(*) from results where status = 'succeeded'"),
          count(statement, "select count(*) from queue"),
          count(statement, "select count(*) from outbox"),
          count(statement, "select count(*) from dead_letters"));
    }
  }

  private static int count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }
}
