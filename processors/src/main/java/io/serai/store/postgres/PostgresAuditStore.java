package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.store.AuditStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The audit table. */
public final class PostgresAuditStore implements AuditStore {

  private static final String APPEND = Sql.load("append-audit");
  private static final String LIST = Sql.load("list-audit");
  private static final String LIST_ALL = LIST.formatted("audit");
  private static final String LIST_ACTIONS = LIST.formatted("actions");
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private final Database database;

  /** The audit table in the given database. */
  public PostgresAuditStore(Database database) {
    this.database = database;
  }

  @Override
  public void append(Entry entry) {
    database.run("append to the audit log", APPEND, statement -> append(statement, entry));
  }

  /** Keeps an entry if the transaction of this connection does come to pass. */
  static void append(Connection connection, Entry entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      append(statement, entry);
    }
  }

  private static int append(PreparedStatement statement, Entry entry) throws SQLException {
    statement.setString(1, entry.actor());
    statement.setString(2, entry.tenant());
    statement.setString(3, entry.action());
    statement.setString(4, entry.subject());
    statement.setString(5, entry.outcome());
    statement.setString(6, Documents.write(entry.detail()));
    return statement.executeUpdate();
  }

  @Override
  public List<Kept> list(Query query) {
    return database.byValues(
        "read the audit log",
        query.decisions() ? LIST_ALL : LIST_ACTIONS,
        statement -> {
          statement.setString(1, query.tenant());
          statement.setString(2, query.subject());
          statement.setObject(3, query.before(), Types.BIGINT);
          statement.setInt(4, query.limit());
          List<Kept> kept = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              kept.add(read(row));
            }
          }
          return kept;
        });
  }

  private static Kept read(ResultSet row) throws SQLException {
    return new Kept(
        row.getLong("id"),
        row.getTimestamp("at").toInstant(),
        new Entry(
            row.getString("actor"),
            row.getString("tenant"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("outcome"),
            Documents.read(row.getString("detail"), DETAIL)));
  }
}
