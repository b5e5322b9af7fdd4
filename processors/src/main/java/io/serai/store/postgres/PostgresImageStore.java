package io.serai.store.postgres;

import io.serai.store.ImageStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The images that each tenant has used; written in batches, since no job waits for it. */
public final class PostgresImageStore implements ImageStore, AutoCloseable {

  private static final String FIND = Sql.load("find-image-use");
  private static final String INSERT = Sql.load("insert-image-uses");
  private static final Duration LINGER = Duration.ofMillis(200);

  private record Use(String tenant, String image) {}

  private final Database database;
  private final GroupCommit<Use, @Nullable Void> writer;

  /** The images in the given database. */
  public PostgresImageStore(Database database) {
    this.database = database;
    this.writer = new GroupCommit<>("image", LINGER, database, PostgresImageStore::write);
  }

  @Override
  public boolean usedAny(String tenant, Collection<String> images) {
    return database.run(
        "look for used images",
        FIND,
        statement -> {
          statement.setString(1, tenant);
          statement.setArray(
              2, statement.getConnection().createArrayOf("text", images.toArray(String[]::new)));
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  @Override
  public CompletableFuture<@Nullable Void> used(String tenant, String image) {
    return writer.submit(new Use(tenant, image));
  }

  private static List<@Nullable Void> write(Connection connection, List<Use> batch)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(statement, batch.stream().distinct().toList())
          .add("text", Use::tenant)
          .add("text", Use::image);
      statement.executeUpdate();
    }
    return Collections.nCopies(batch.size(), null);
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    writer.close();
  }
}
