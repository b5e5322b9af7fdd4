package io.serai.hub.doctor;

import io.serai.hub.config.HubConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Looks at the database that a hub is set to keep its jobs in, and at this machine's clock by it.
 */
public final class DatabaseExam {

  private static final String CONNECT_SECONDS = "5";
  private static final int OLDEST_POSTGRES = 14;
  private static final long SKEW_MS = 2_000;

  private final HubConfig.Database config;

  /** Looks at the database of a configuration. */
  public DatabaseExam(HubConfig.Database config) {
    this.config = config;
  }

  /** What was found. */
  public List<Diagnosis> examine() {
    if (config.embedded()) {
      return List.of(
          Diagnosis.ok("database", "PostgreSQL that the hub brings along, in its state"));
    }
    List<Diagnosis> found = new ArrayList<>();
    try (Connection connection = connect()) {
      found.add(version(connection));
      found.add(clock(connection));
    } catch (SQLException e) {
      found.add(
          Diagnosis.wrong(
              "database",
              config.url() + " does not answer; " + e.getMessage(),
              "check serai.database.url, its user and password, and pg_hba.conf"));
    }
    return found;
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("connectTimeout", CONNECT_SECONDS);
    login.setProperty("loginTimeout", CONNECT_SECONDS);
    if (!config.user().isEmpty()) {
      login.setProperty("user", config.user());
    }
    if (!config.password().isEmpty()) {
      login.setProperty("password", config.password().resolve().reveal());
    }
    return DriverManager.getConnection(config.url(), login);
  }

  private static Diagnosis version(Connection connection) throws SQLException {
    String detail = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
    return connection.getMetaData().getDatabaseMajorVersion() < OLDEST_POSTGRES
        ? Diagnosis.weak("database", detail, "upgrade it: from 14 on it is tested")
        : Diagnosis.ok("database", detail);
  }

  /** Half of what the question took is the answer's way. */
  private static Diagnosis clock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long asked = System.currentTimeMillis();
      try (ResultSet row =
          statement.executeQuery("select extract(epoch from clock_timestamp()) * 1000")) {
        row.next();
        long theirs = row.getLong(1);
        long ours = (asked + System.currentTimeMillis()) / 2;
        long apart = Math.abs(ours - theirs);
        return apart > SKEW_MS
            ? Diagnosis.weak(
                "clock",
                "this machine and the database are " + apart + " ms apart",
                "have both synchronised, by chrony or systemd-timesyncd")
            : Diagnosis.ok("clock", apart + " ms from the database's");
      }
    }
  }
}
