package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.Partition;
import io.serai.store.RetentionStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Forgets rows of one database; one hub at a time, which holds an advisory lock meanwhile. */
public final class PostgresRetentionStore implements RetentionStore {

  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtext('serai retention'))";
  private static final String IN_USE = Sql.load("find-use");
  private static final String FORGET_BESIDE = Sql.load("forget-beside");
  private static final String DELETE_JOBS = Sql.load("delete-jobs").formatted(Sql.load("not-cold"));
  private static final String DELETE_LETTERS = Sql.load("delete-letters");
  private static final String REMAINS = Sql.load("find-remains");

  private final Database database;

  /** Forgets what is in the given database. */
  public PostgresRetentionStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean alone(Runnable task) {
    return database.transact(
        "forget what is old",
        connection -> {
          boolean alone = lock(connection);
          if (alone) {
            task.run();
          }
          return alone;
        });
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public boolean inUse(Partition partition) {
    return database.run(
        "look for use of a partition",
        IN_USE,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(partition.starts()));
          statement.setTimestamp(2, Timestamp.from(partition.ends()));
          try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  @Override
  public void forgetBeside(Partition partition) {
    database.transact(
        "forget what stands beside jobs",
        connection -> {
          String name = PostgresPartitionStore.quoted(connection, partition.name());
          try (PreparedStatement statement =
              connection.prepareStatement(FORGET_BESIDE.formatted(name))) {
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void keepObjects(Partition partition) {
    database.transact(
        "keep the objects of a partition",
        connection -> PostgresPartitionRows.keepObjects(connection, partition, true));
  }

  @Override
  public int deleteJobs(String tenant, Instant before, int max) {
    return database.run(
        "delete old jobs",
        DELETE_JOBS,
        statement -> {
          try (ResultSet row = bound(statement, tenant, before, max).executeQuery()) {
            row.next();
            return row.getInt("jobs");
          }
        });
  }

  @Override
  public int deleteLetters(String tenant, Instant before, int max) {
    return database.run(
        "delete old dead letters",
        DELETE_LETTERS,
        statement -> bound(statement, tenant, before, max).executeUpdate());
  }

  private static PreparedStatement bound(
      PreparedStatement statement, String tenant, Instant before, int max) throws SQLException {
    statement.setString(1, tenant);
    statement.setTimestamp(2, Timestamp.from(before));
    statement.setInt(3, max);
    return statement;
  }

  @Override
  public List<Remains> remains(int max) {
    return database.run(
        "look for objects of results that are gone",
        REMAINS,
        statement -> {
          statement.setInt(1, max);
          List<Remains> remains = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              remains.add(
                  new Remains(
                      new JobId(row.getObject("job_id", UUID.class)),
                      List.of((String[]) row.getArray("keys").getArray())));
            }
          }
          return remains;
        });
  }

  @Override
  public void clean(List<JobId> ids) {
    database.run(
        "note that objects are deleted",
        "delete from moved_results where job_id = any (?)",
        statement -> {
          Array uuids =
              statement
                  .getConnection()
                  .createArrayOf("uuid", ids.stream().map(JobId::value).toArray());
          statement.setArray(1, uuids);
          return statement.executeUpdate();
        });
  }
}
