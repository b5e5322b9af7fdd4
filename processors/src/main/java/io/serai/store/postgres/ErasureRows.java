package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.store.AuditStore;
import io.serai.store.ErasureStore.Erasure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of erasures: each is a row from when it was asked for, and two of the audit log. */
final class ErasureRows {

  static final String SELECT = "select * from erasures ";

  private static final String ASK = Sql.load("ask-erasure");
  private static final String LOCK = SELECT + "where id = ? for update";
  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
  private static final String ACTION = "tenant.erase";

  private ErasureRows() {}

  /** Asks for an erasure; one that is not done yet is the same. */
  static Erasure ask(Connection connection, String tenant, String actor) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ASK)) {
      statement.setString(1, tenant);
      statement.setString(2, actor);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Erasure erasure = erasure(row);
        if (row.getBoolean("asked")) {
          audit(connection, erasure, "asked");
        }
        return erasure;
      }
    }
  }

  /** Adds to what has gone. */
  static int add(Connection connection, Erasure erasure, Map<String, Long> gone)
      throws SQLException {
    if (gone.values().stream().allMatch(count -> count == 0)) {
      return 0;
    }
    Map<String, Long> all = new TreeMap<>(locked(connection, erasure).deleted());
    gone.forEach((what, count) -> all.merge(what, count, Long::sum));
    all.values().removeIf(count -> count == 0);
    try (PreparedStatement statement =
        connection.prepareStatement("update erasures set deleted = ?::json where id = ?")) {
      statement.setString(1, Documents.write(all));
      statement.setLong(2, erasure.id());
      return statement.executeUpdate();
    }
  }

  /** Nothing is left to do. */
  static void end(Connection connection, Erasure erasure) throws SQLException {
    Erasure all = locked(connection, erasure);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update erasures set trouble = null, finished_at = clock_timestamp() where id = ?")) {
      statement.setLong(1, erasure.id());
      statement.executeUpdate();
    }
    audit(connection, all, "done");
  }

  private static void audit(Connection connection, Erasure erasure, String outcome)
      throws SQLException {
    Map<String, String> detail =
        erasure.deleted().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toString()));
    detail.put("before", erasure.before().toString());
    String tenant = erasure.tenant();
    PostgresAuditStore.append(
        connection,
        new AuditStore.Entry(erasure.askedBy(), tenant, ACTION, tenant, outcome, detail));
  }

  private static Erasure locked(Connection connection, Erasure erasure) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setLong(1, erasure.id());
      return read(statement).get(0);
    }
  }

  static List<Erasure> read(PreparedStatement statement) throws SQLException {
    List<Erasure> erasures = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        erasures.add(erasure(row));
      }
    }
    return erasures;
  }

  private static Erasure erasure(ResultSet row) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    return new Erasure(
        row.getLong("id"),
        row.getString("tenant"),
        row.getTimestamp("before").toInstant(),
        row.getString("asked_by"),
        Documents.read(row.getString("deleted"), COUNTS),
        row.getString("trouble"),
        finished == null ? null : finished.toInstant());
  }
}
