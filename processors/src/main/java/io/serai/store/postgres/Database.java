package io.serai.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The connection pool, with the schema brought up to date. */
public final class Database implements AutoCloseable {

  /** What is done with a prepared statement. */
  interface Work<R> {
    R with(PreparedStatement statement) throws SQLException;
  }

  private final HikariDataSource pool;

  /**
   * Connects and migrates.
   *
   * @param jdbcUrl a PostgreSQL JDBC URL
   * @param user may be empty where the URL says it
   * @param password may be empty where none is asked for
   * @param maxConnections at most so many at once
   */
  public Database(String jdbcUrl, String user, String password, int maxConnections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("serai");
    config.setJdbcUrl(jdbcUrl);
    if (!user.isEmpty()) {
      config.setUsername(user);
      config.setPassword(password);
    }
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(1);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("prepareThreshold", "2");
    pool = new HikariDataSource(config);
    migrate();
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:io/serai/store/postgres/migration")
        .load()
        .migrate();
  }

  /** Runs one statement in a transaction of its own. */
  <R> R run(String name, String sql, Work<R> work) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new StoreException("database could not " + name + "; " + e.getMessage(), e);
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

  /** The pool, for components that bring their own SQL. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
