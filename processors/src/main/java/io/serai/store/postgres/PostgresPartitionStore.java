package io.serai.store.postgres;

import io.serai.store.Partition;
import io.serai.store.PartitionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The partitions in PostgreSQL, made and dropped by one hub at a time. */
public final class PostgresPartitionStore implements PartitionStore {

  private static final String ADD = Sql.load("add-partition");
  private static final String LIST = Sql.load("list-partitions");
  private static final String STRAYS = Sql.load("count-strays");
  private static final String FORGET_IDS = Sql.load("forget-ids");
  private static final Instant A_MONDAY = Instant.parse("1970-01-05T00:00:00Z");

  private final Database database;

  /** The partitions in the given database. */
  public PostgresPartitionStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Partition> list() {
    return database.run("list partitions", LIST, PostgresPartitionStore::read);
  }

  @Override
  public Standing standing(Instant now) {
    List<Partition> known = list();
    Instant end =
        TABLES.stream()
            .map(table -> newest(table, known).orElse(now))
            .min(Comparator.naturalOrder())
            .orElse(now);
    return new Standing(Duration.between(now, end), strays());
  }

  private long strays() {
    return database.run(
        "count strays",
        STRAYS,
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public int addAhead(Instant now, Duration width, int count) {
    List<Partition> known = list();
    Instant until = floor(now, width).plus(width.multipliedBy(count + 1L));
    int added = 0;
    for (String table : TABLES) {
      Instant starts = firstMissing(table, known, now, width);
      while (starts.isBefore(until)) {
        Instant ends = floor(starts, width).plus(width);
        added += add(table, starts, ends) ? 1 : 0;
        starts = ends;
      }
    }
    return added;
  }

  private static Optional<Instant> newest(String table, List<Partition> known) {
    return known.stream()
        .filter(each -> each.table().equals(table))
        .map(Partition::ends)
        .max(Comparator.naturalOrder());
  }

  private Instant firstMissing(String table, List<Partition> known, Instant now, Duration width) {
    Optional<Instant> newest = newest(table, known);
    if (newest.isEmpty()) {
      return floor(now, width);
    }
    Instant end = newest.get();
    Instant first = oldestStray(table, end).filter(stray -> stray.isBefore(now)).orElse(now);
    Instant starts = floor(first, width);
    return starts.isBefore(end) ? end : starts;
  }

  @Override
  public boolean add(String table, Instant starts, Instant ends) {
    return change(
        "add a partition",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, table);
            statement.setTimestamp(2, Timestamp.from(starts));
            statement.setTimestamp(3, Timestamp.from(ends));
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  @Override
  public void detach(Partition partition) {
    change("detach a partition", connection -> detach(connection, partition));
  }

  @Override
  public void drop(Partition partition) {
    if (partition.table().equals("jobs")) {
      forgetIds(partition);
    }
    boolean attached = list().contains(partition);
    change(
        "drop a partition",
        connection -> {
          if (attached) {
            detach(connection, partition);
          }
          execute(connection, "drop table " + quoted(connection, partition.name()));
          return forgetCold(connection, partition);
        });
  }

  private static int forgetCold(Connection connection, Partition partition) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from cold_partitions where name = ?")) {
      statement.setString(1, partition.name());
      return statement.executeUpdate();
    }
  }

  /** In batches, each by itself: nobody waits long for a row. */
  private void forgetIds(Partition partition) {
    int forgotten;
    do {
      forgotten =
          change(
              "forget the jobs of a partition",
              connection -> {
                String name = quoted(connection, partition.name());
                try (PreparedStatement statement =
                    connection.prepareStatement(FORGET_IDS.formatted(name))) {
                  return statement.executeUpdate();
                }
              });
    } while (forgotten > 0);
  }

  private Optional<Instant> oldestStray(String table, Instant since) {
    String key = table.equals("audit") ? "at" : "accepted_at";
    return database.run(
        "look for strays",
        "select min(%1$s) from %2$s_default where %1$s >= ?".formatted(key, table),
        statement -> {
          statement.setTimestamp(1, Timestamp.from(since));
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
          }
        });
  }

  private <R> R change(String name, Database.Transaction<R> work) {
    return database.transact(
        name,
        connection -> {
          execute(connection, "set local lock_timeout = '2s'");
          return work.with(connection);
        });
  }

  private static boolean detach(Connection connection, Partition partition) throws SQLException {
    return execute(
        connection,
        "alter table %s detach partition %s"
            .formatted(
                quoted(connection, partition.table()), quoted(connection, partition.name())));
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  static String quoted(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.enquoteIdentifier(name, true);
    }
  }

  private static Instant floor(Instant time, Duration width) {
    long widths = Math.floorDiv(Duration.between(A_MONDAY, time).toSeconds(), width.toSeconds());
    return A_MONDAY.plus(width.multipliedBy(widths));
  }

  private static List<Partition> read(PreparedStatement statement) throws SQLException {
    List<Partition> partitions = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        partitions.add(
            new Partition(
                row.getString("of_table"),
                row.getString("name"),
                row.getTimestamp("starts").toInstant(),
                row.getTimestamp("ends").toInstant()));
      }
    }
    return partitions;
  }
}
