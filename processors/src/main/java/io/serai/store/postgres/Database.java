package io.serai.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.serai.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pools, with the schema brought up to date. A database that is away keeps nobody
 * from starting: it is tried again until it answers, and until then whatever is asked of it fails.
 */
public final class Database implements AutoCloseable {

  /** What is done with a prepared statement. */
  interface Work<R> {
    R with(PreparedStatement statement) throws SQLException;
  }

  /** What is done within one transaction. */
  interface Transaction<R> {
    R with(Connection connection) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int WRITERS = 5;
  private static final int LISTENERS = 1;
  private static final long CONNECT_MS = 3_000;
  private static final long RETRY_MS = 500;

  /**
   * A batch is planned once, not at each execution, and always by index: the queue is small to the
   * planner, but full of rows that were just deleted.
   */
  private static final String WRITER_PLANS =
      "set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
          + " set enable_hashjoin = off; set enable_mergejoin = off";

  private final HikariDataSource pool;
  private final HikariDataSource writers;
  private final Supplier<Properties> login;
  private final ThreadFactory threads;
  private final ExecutorService migration;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean current;

  /** Connects with a password that stays as it is; empty where none is asked for. */
  public Database(
      String jdbcUrl, String user, String password, int maxConnections, ThreadFactory threads) {
    this(jdbcUrl, user, () -> password, maxConnections, threads);
  }

  /**
   * Connects and migrates, now or as soon as the database answers.
   *
   * @param jdbcUrl a PostgreSQL JDBC URL
   * @param user may be empty where the URL says it
   * @param password asked for whenever a connection is made, so that it may change; not asked for
   *     where there is no user
   * @param maxConnections at most so many at once
   * @param threads makes the threads that write
   */
  public Database(
      String jdbcUrl,
      String user,
      Supplier<String> password,
      int maxConnections,
      ThreadFactory threads) {
    this.threads = threads;
    this.login = () -> login(user, password);
    this.migration = Executors.newSingleThreadExecutor(threads);
    HikariConfig config = new HikariConfig();
    config.setPoolName("serai");
    config.setJdbcUrl(jdbcUrl);
    if (!user.isEmpty()) {
      config.setCredentialsProvider(() -> Credentials.of(user, password.get()));
    }
    config.setMaximumPoolSize(maxConnections - WRITERS - LISTENERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("prepareThreshold", "2");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    pool = new HikariDataSource(config);
    // Connects when it is first asked: a node never is.
    writers = new HikariDataSource();
    config.copyStateTo(writers);
    writers.setPoolName("serai-writers");
    writers.setMaximumPoolSize(WRITERS);
    writers.setConnectionInitSql(WRITER_PLANS);
    if (!migrate()) {
      migration.execute(this::migrateUntilDone);
    }
  }

  /**
   * Whether it could be reached.
   *
   * @throws StoreException when it is there, but not of a version that can be brought up to date
   */
  private boolean migrate() {
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:io/serai/store/postgres/migration")
          .load()
          .migrate();
      current = true;
      return true;
    } catch (FlywayException e) {
      if (Outage.causes(e)) {
        return false;
      }
      pool.close();
      throw new StoreException(
          "database schema cannot be brought up to date; use a database of this version or an"
              + " earlier one: "
              + e.getMessage(),
          e);
    }
  }

  private void migrateUntilDone() {
    LOG.warn("database does not answer, and is tried again; check serai.database.url");
    try {
      while (!migrate()) {
        if (closed.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      LOG.info("database answers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("database cannot be used; {}", e.getMessage());
    }
  }

  /** Does something once the schema is up to date: now, or later on another thread. */
  public void whenCurrent(Runnable task) {
    if (current) {
      task.run();
      return;
    }
    migration.execute(
        () -> {
          if (current) {
            task.run();
          }
        });
  }

  /** Runs one statement in a transaction of its own. */
  <R> R run(String name, String sql, Work<R> work) {
    return run(pool, name, sql, work);
  }

  /** The same, planned by index whatever the statistics say. */
  <R> R byIndex(String name, String sql, Work<R> work) {
    return run(writers, name, sql, work);
  }

  /**
   * The same, planned anew for the values it is given: for filters of which any may be absent,
   * where one plan for all of them would go by no index.
   */
  <R> R byValues(String name, String sql, Work<R> work) {
    return run(
        pool,
        name,
        sql,
        statement -> {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
          return work.with(statement);
        });
  }

  private static <R> R run(DataSource from, String name, String sql, Work<R> work) {
    try (Connection connection = from.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw Failures.of("database could not " + name, e);
    }
  }

  /** Runs several statements in one transaction, all or none. */
  <R> R transact(String name, Transaction<R> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        R result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("database could not " + name + "; " + e.getMessage(), e);
    }
  }

  /** Whether a connection can be had, answers within a second, and has the schema of this build. */
  public boolean answers() {
    if (!current) {
      return false;
    }
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Properties login(String user, Supplier<String> password) {
    Properties login = new Properties();
    if (!user.isEmpty()) {
      login.setProperty("user", user);
      login.setProperty("password", password.get());
    }
    return login;
  }

  /** A connection that is in no pool: one may stay on it and listen. */
  Connection connect() throws SQLException {
    Properties properties = login.get();
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_MS / 1_000));
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
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
    closed.countDown();
    migration.shutdown();
    writers.close();
    pool.close();
  }
}
