package io.serai.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The connection pool, with the schema brought up to date. */
public final class Database implements AutoCloseable {

  /** What is done with a prepared statement. */
  interface Work<R> {
    R with(PreparedStatement statement) throws SQLException;
  }

  private static final int WRITERS = 4;

  /**
   * A batch is planned once, not at each execution, and always by index: the queue is small to the
   * planner, but full of rows that were just deleted.
   */
  private static final String WRITER_PLANS =
      "set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
          + " set enable_hashjoin = off; set enable_mergejoin = off";

  private final HikariDataSource pool;
  private final HikariDataSource writers;
  private final ThreadFactory threads;

  /**
   * Connects and migrates.
   *
   * @param jdbcUrl a PostgreSQL JDBC URL
   * @param user may be empty where the URL says it
   * @param password may be empty where none is asked for
   * @param maxConnections at most so many at once
   * @param threads makes the threads that write
   */
  public Database(
      String jdbcUrl, String user, String password, int maxConnections, ThreadFactory threads) {
    this.threads = threads;
    HikariConfig config = new HikariConfig();
    config.setPoolName("serai");
    config.setJdbcUrl(jdbcUrl);
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    config.setMaximumPoolSize(maxConnections - WRITERS);
    config.setMinimumIdle(1);
    config.addDataSourceProperty("prepareThreshold", "2");
    pool = new HikariDataSource(config);
    migrate();
    // Connects when it is first asked: a node never is.
    writers = new HikariDataSource();
    config.copyStateTo(writers);
    writers.setPoolName("serai-writers");
    writers.setMaximumPoolSize(WRITERS);
    writers.setConnectionInitSql(WRITER_PLANS);
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:io/serai/store/postgres/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      pool.close();
      throw new StoreException(
          "database schema cannot be brought up to date; use a database of this version or an"
              + " earlier one: "
              + e.getMessage(),
          e);
    }
  }

  /** Runs one statement in a transaction of its own. */
  <R> R run(String name, String sql, Work<R> work) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw Failures.of("database could not " + name, e);
    }
  }

  /** Whether a connection can be had and answers within a second. */
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  ThreadFactory threads() {
    return threads;
  }

  /** Connections for writing batches. */
  DataSource writers() {
    return writers;
  }

  @Override
  public void close() {
    writers.close();
    pool.close();
  }
}
