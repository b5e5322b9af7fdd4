package io.serai.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Databases of one server, one for each that is compared. */
final class Databases {

  private final PostgresServer server;

  Databases(PostgresServer server) {
    this.server = server;
  }

  /** Makes an empty one, and says where it is, with the user in the URL. */
  String create(String name) {
    try (HikariDataSource all = open(server.jdbcUrl(), 1)) {
      execute(all, "create database " + name);
    }
    return server.jdbcUrl().replace("/postgres?", "/" + name + "?");
  }

  static HikariDataSource open(String url, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("database refused '" + sql + "'", e);
    }
  }
}
