package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Reply;
import io.serai.store.DeadLetter;
import io.serai.store.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The replies that are owed. Taking one postpones it, so that a lost sender is made good. */
public final class PostgresOutbox implements Outbox {

  private static final String TAKE = Sql.load("take-replies");
  private static final String ABANDON = Sql.load("abandon-reply");
  private static final String DELETE = Sql.load("delete-replies");

  private final Database database;

  /** The outbox in the given database. */
  public PostgresOutbox(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> take(int max) {
    return database.run(
        "take replies",
        TAKE,
        statement -> {
          statement.setInt(1, max);
          List<Entry> entries = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              entries.add(
                  new Entry(
                      row.getLong(1),
                      new JobId(row.getObject(2, UUID.class)),
                      Documents.read(row.getString(3), Reply.class),
                      row.getString(4).getBytes(StandardCharsets.UTF_8),
                      row.getInt(5)));
            }
          }
          entries.sort(Comparator.comparingLong(Entry::id));
          return entries;
        });
  }

  @Override
  public void sent(List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database.run(
        "forget sent replies",
        DELETE,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("bigint", ids.toArray(Long[]::new)));
          return statement.executeUpdate();
        });
  }

  @Override
  public void abandon(Entry entry, String reason) {
    DeadLetter.Reason why = new DeadLetter.Reason(DeadLetter.UNDELIVERABLE, reason);
    database.run(
        "abandon a reply",
        ABANDON,
        statement -> {
          statement.setLong(1, entry.id());
          statement.setString(2, why.code());
          statement.setString(3, why.message());
          return statement.executeUpdate();
        });
  }
}
