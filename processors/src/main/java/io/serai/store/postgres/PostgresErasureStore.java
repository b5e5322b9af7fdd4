package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.ErasureStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Deletes a tenant's rows in one database, a batch a transaction, which counts them too. */
public final class PostgresErasureStore implements ErasureStore {

  private static final String OPEN =
      ErasureRows.SELECT
          + "where finished_at is null and before <= now() - ?::bigint * interval '1 millisecond'"
          + " order by id";
  private static final String LIST = ErasureRows.SELECT + "where tenant = ? order by id desc";
  private static final String LEFT =
      "select count(*) from (select from jobs where tenant = ? and accepted_at < ? limit 1000) as l";
  private static final String KNOWN = "select id from job_ids where id = any (?)";
  private static final String JOBS = Sql.load("list-job-ids");
  private static final String KNOWS = Sql.load("know-tenant");
  private static final String KEPT = Sql.load("count-kept");
  private static final String UNFINISHED = Sql.load("count-unfinished");
  private static final Map<Kind, String> DELETE =
      Map.of(
          Kind.LETTERS, Sql.load("erase-letters"),
          Kind.JOBS, Sql.load("delete-jobs").formatted(Sql.load("no-letters")),
          Kind.RESULTS, Sql.load("erase-results"),
          Kind.IMAGE_USES, Sql.load("erase-image-uses"));

  private final Database database;

  /** Deletes what is in the given database. */
  public PostgresErasureStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean knows(String tenant) {
    return counts("look for a tenant", KNOWS, tenant).containsValue(1L);
  }

  @Override
  public Map<String, Long> kept(String tenant) {
    return counts("count what is kept of a tenant", KEPT, tenant);
  }

  @Override
  public Map<String, Long> unfinished(String tenant) {
    return counts("count what is not finished of a tenant", UNFINISHED, tenant);
  }

  private Map<String, Long> counts(String name, String sql, String tenant) {
    return database.run(
        name,
        sql,
        statement -> {
          statement.setString(1, tenant);
          return counts(statement);
        });
  }

  private static Map<String, Long> counts(PreparedStatement statement) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        counts.put(row.getMetaData().getColumnLabel(i), row.getLong(i));
      }
    }
    return counts;
  }

  @Override
  public Erasure ask(String tenant, String actor) {
    return database.transact(
        "ask for an erasure", connection -> ErasureRows.ask(connection, tenant, actor));
  }

  @Override
  public List<Erasure> open(Duration age) {
    return database.run(
        "list open erasures",
        OPEN,
        statement -> {
          statement.setLong(1, age.toMillis());
          return ErasureRows.read(statement);
        });
  }

  @Override
  public List<Erasure> list(String tenant) {
    return database.run(
        "list erasures",
        LIST,
        statement -> {
          statement.setString(1, tenant);
          return ErasureRows.read(statement);
        });
  }

  @Override
  public Set<JobId> jobs(Erasure erasure, Instant starts, Instant ends) {
    Instant before = erasure.before().isBefore(ends) ? erasure.before() : ends;
    return database.run(
        "list the jobs of an erasure",
        JOBS,
        statement -> {
          statement.setString(1, erasure.tenant());
          statement.setTimestamp(2, Timestamp.from(starts));
          statement.setTimestamp(3, Timestamp.from(before));
          return ids(statement);
        });
  }

  @Override
  public Set<JobId> known(Collection<JobId> ids) {
    return database.run(
        "look for jobs",
        KNOWN,
        statement -> {
          statement.setArray(
              1,
              statement
                  .getConnection()
                  .createArrayOf("uuid", ids.stream().map(JobId::value).toArray()));
          return ids(statement);
        });
  }

  private static Set<JobId> ids(PreparedStatement statement) throws SQLException {
    Set<JobId> ids = new HashSet<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(new JobId(row.getObject(1, UUID.class)));
      }
    }
    return ids;
  }

  @Override
  public long delete(Erasure erasure, Kind kind, int max) {
    return database.transact(
        "delete rows of a tenant",
        connection -> {
          Map<String, Long> gone;
          try (PreparedStatement statement =
              connection.prepareStatement(Objects.requireNonNull(DELETE.get(kind)))) {
            statement.setString(1, erasure.tenant());
            statement.setTimestamp(2, Timestamp.from(erasure.before()));
            statement.setInt(3, max);
            gone = counts(statement);
          }
          ErasureRows.add(connection, erasure, gone);
          return gone.values().stream().mapToLong(Long::longValue).sum();
        });
  }

  @Override
  public void count(Erasure erasure, String what, long deleted) {
    database.transact(
        "count what was deleted",
        connection -> ErasureRows.add(connection, erasure, Map.of(what, deleted)));
  }

  @Override
  public void note(Erasure erasure, String trouble) {
    database.run(
        "note why an erasure is not done",
        "update erasures set trouble = ? where id = ?",
        statement -> {
          statement.setString(1, trouble);
          statement.setLong(2, erasure.id());
          return statement.executeUpdate();
        });
  }

  @Override
  public long finish(Erasure erasure) {
    return database.transact(
        "end an erasure",
        connection -> {
          long left = left(connection, erasure);
          if (left == 0) {
            ErasureRows.end(connection, erasure);
          }
          return left;
        });
  }

  private static long left(Connection connection, Erasure erasure) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEFT)) {
      statement.setString(1, erasure.tenant());
      statement.setTimestamp(2, Timestamp.from(erasure.before()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
