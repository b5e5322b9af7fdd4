package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Reply;
import io.serai.job.Status;
import io.serai.store.DeadLetter;
import io.serai.store.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The replies that are owed. Taking one postpones it, so that a lost sender is made good. */
public final class PostgresOutbox implements Outbox {

  private static final String TAKE = Sql.load("take-replies");
  private static final String TAKE_CALLBACKS = Sql.load("take-callbacks");
  private static final String ABANDON = Sql.load("abandon-reply");
  private static final String DELETE = Sql.load("delete-replies");
  private static final String POSTPONE = Sql.load("postpone-reply");

  private final Database database;

  /** The outbox in the given database. */
  public PostgresOutbox(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> take(String transport, int max) {
    return database.run(
        "take replies",
        TAKE,
        statement -> {
          statement.setString(1, transport);
          statement.setInt(2, max);
          return entries(statement);
        });
  }

  @Override
  public List<Entry> takeCallbacks(Set<String> except, int max) {
    return database.run(
        "take callbacks",
        TAKE_CALLBACKS,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("text", except.toArray(String[]::new)));
          statement.setInt(2, max);
          return entries(statement);
        });
  }

  private static List<Entry> entries(PreparedStatement statement) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        entries.add(
            new Entry(
                row.getLong("id"),
                new JobId(row.getObject("job_id", UUID.class)),
                row.getString("tenant"),
                row.getString("destination"),
                Documents.read(row.getString("reply"), Reply.class),
                row.getString("body").getBytes(StandardCharsets.UTF_8),
                row.getInt("attempts"),
                row.getTimestamp("owed_at").toInstant(),
                answered(row)));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::id));
    return entries;
  }

  private static Answered answered(ResultSet row) throws SQLException {
    return new Answered(
        row.getString("trace_id"),
        row.getString("trace_state"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        Duration.between(
            row.getTimestamp("accepted_at").toInstant(),
            row.getTimestamp("finished_at").toInstant()));
  }

  @Override
  public void remove(List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database.run(
        "forget replies",
        DELETE,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("bigint", ids.toArray(Long[]::new)));
          return statement.executeUpdate();
        });
  }

  @Override
  public void postpone(long id, Duration delay) {
    database.run(
        "postpone a reply",
        POSTPONE,
        statement -> {
          statement.setLong(1, delay.toMillis());
          statement.setLong(2, id);
          return statement.executeUpdate();
        });
  }

  @Override
  public long count() {
    return database.run(
        "count replies",
        "select count(*) from outbox",
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public void abandon(Entry entry, DeadLetter.Reason reason) {
    database.run(
        "abandon a reply",
        ABANDON,
        statement -> {
          statement.setLong(1, entry.id());
          statement.setString(2, reason.code());
          statement.setString(3, reason.message());
          return statement.executeUpdate();
        });
  }
}
