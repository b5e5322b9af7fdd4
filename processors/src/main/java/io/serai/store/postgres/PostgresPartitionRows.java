package io.serai.store.postgres;

import io.serai.store.Partition;
import io.serai.store.PartitionRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and writes the rows of partitions, a few at a time. */
public final class PostgresPartitionRows implements PartitionRows {

  private static final String SCHEMA =
      "select version from flyway_schema_history where success order by installed_rank desc limit 1";
  private static final String UNTIL = "select until from cold_partitions where name = ?";
  private static final String NOTE = Sql.load("note-cold");
  private static final String RESTORE_IDS = Sql.load("restore-ids");
  private static final String KEEP_OBJECTS = Sql.load("keep-objects");

  /** How many rows are in memory at once: a result may have megabytes. */
  private static final int BATCH = 50;

  private final Database database;

  /** The rows of the given database. */
  public PostgresPartitionRows(Database database) {
    this.database = database;
  }

  @Override
  public String schema() {
    return database.run(
        "tell its version",
        SCHEMA,
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
          }
        });
  }

  @Override
  public List<String> columns(Partition partition) {
    return database.transact(
        "describe a partition", connection -> RowFormat.of(connection, partition.name()).names());
  }

  @Override
  public void read(Partition partition, Consumer<String> lines) {
    database.transact(
        "read a partition",
        connection -> {
          writeAlike(connection);
          String reading = RowFormat.of(connection, partition.name()).reading();
          try (PreparedStatement statement = connection.prepareStatement(reading)) {
            statement.setFetchSize(BATCH);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                lines.accept(row.getString(1));
              }
            }
          }
          return true;
        });
  }

  /** Whatever the database is set to, rows are written in one way. */
  private static void writeAlike(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local timezone = 'UTC'");
      statement.execute("set local bytea_output = 'hex'");
      statement.execute("set local extra_float_digits = 1");
    }
  }

  @Override
  public void note(Partition partition, Instant until) {
    database.transact(
        "note that a partition is in cold storage",
        connection -> note(connection, partition, until));
  }

  @Override
  public Optional<Instant> notedUntil(Partition partition) {
    return database.run(
        "look whether a partition is in cold storage",
        UNTIL,
        statement -> {
          statement.setString(1, partition.name());
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(row.getTimestamp(1).toInstant())
                : Optional.<Instant>empty();
          }
        });
  }

  @Override
  public boolean hasRows(Partition partition) {
    return database.transact(
        "look into a partition",
        connection -> {
          String name = PostgresPartitionStore.quoted(connection, partition.name());
          try (PreparedStatement statement =
                  connection.prepareStatement("select exists (select from only " + name + ")");
              ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  @Override
  public void fill(
      Partition partition, List<String> columns, Iterator<String> lines, Instant until) {
    database.transact(
        "restore partition '" + partition.name() + "'",
        connection -> {
          note(connection, partition, until);
          insert(connection, RowFormat.of(connection, partition.name()).writing(columns), lines);
          if (partition.table().equals("jobs")) {
            execute(connection, RESTORE_IDS, partition);
            keepObjects(connection, partition, false);
          }
          return true;
        });
  }

  private static int note(Connection connection, Partition partition, Instant until)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setString(1, partition.name());
      statement.setTimestamp(2, Timestamp.from(partition.starts()));
      statement.setTimestamp(3, Timestamp.from(partition.ends()));
      statement.setTimestamp(4, Timestamp.from(until));
      return statement.executeUpdate();
    }
  }

  private static void insert(Connection connection, String writing, Iterator<String> lines)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(writing)) {
      int waiting = 0;
      while (lines.hasNext()) {
        statement.setString(1, lines.next());
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }

  private static void execute(Connection connection, String sql, Partition partition)
      throws SQLException {
    String name = PostgresPartitionStore.quoted(connection, partition.name());
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(name));
    }
  }

  /** Says of the objects of a partition of jobs whether cold storage needs them. */
  static int keepObjects(Connection connection, Partition partition, boolean cold)
      throws SQLException {
    String name = PostgresPartitionStore.quoted(connection, partition.name());
    try (PreparedStatement statement = connection.prepareStatement(KEEP_OBJECTS.formatted(name))) {
      statement.setBoolean(1, cold);
      return statement.executeUpdate();
    }
  }
}
