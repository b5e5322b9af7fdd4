package io.serai.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one partition are written as JSON and read again. A column of JSON is a string of
 * its text: as a value, it would lose its blanks and its escapes on the way.
 */
final class RowFormat {

  private static final String DESCRIBE = Sql.load("describe-partition");

  private final String table;
  private final List<Column> columns;

  /**
   * One column.
   *
   * @param quoted its name, as a statement has it
   * @param place its place in the primary key, if it is in it
   */
  private record Column(String name, String quoted, String type, @Nullable Integer place) {

    boolean json() {
      return type.equals("json") || type.equals("jsonb");
    }

    String written() {
      return json() ? quoted + "::text as " + quoted : quoted;
    }

    String field() {
      return quoted + " " + (json() ? "text" : type);
    }

    String read() {
      return json() ? "r." + quoted + "::" + type : "r." + quoted;
    }
  }

  private RowFormat(String table, List<Column> columns) {
    this.table = table;
    this.columns = columns;
  }

  /** The format of a partition's rows. */
  static RowFormat of(Connection connection, String partition) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DESCRIBE)) {
      statement.setString(1, partition);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String name = row.getString("name");
          columns.add(
              new Column(
                  name,
                  PostgresPartitionStore.quoted(connection, name),
                  row.getString("type"),
                  row.getObject("place", Integer.class)));
        }
      }
    }
    return new RowFormat(PostgresPartitionStore.quoted(connection, partition), columns);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Reads all rows, a line each, in the order of the primary key. */
  String reading() {
    String key =
        columns.stream()
            .filter(column -> column.place() != null)
            .sorted(Comparator.comparing(Column::place))
            .map(column -> "r." + column.quoted())
            .collect(Collectors.joining(", "));
    return "select row_to_json(r) from (select %s from only %s) r order by %s"
        .formatted(joined(columns, Column::written), table, key);
  }

  /** Writes a row again from its line, which has these columns. */
  String writing(List<String> names) throws SQLException {
    List<Column> there = columns.stream().filter(each -> names.contains(each.name())).toList();
    if (there.size() < names.size()) {
      throw new SQLException("rows have columns " + names + ", and the table " + names());
    }
    return "insert into %s (%s) select %s from json_to_record(?::json) as r (%s)"
        .formatted(
            table,
            joined(there, Column::quoted),
            joined(there, Column::read),
            joined(there, Column::field));
  }

  private static String joined(List<Column> columns, Function<Column, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
