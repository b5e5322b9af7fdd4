package io.serai.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database of its own for each test, on a real PostgreSQL that all tests of a JVM share. */
@SuppressWarnings("NullAway.Init") // JUnit opens the database before each test.
abstract class DatabaseFixture {

  private static final int CONNECTIONS = 16;
  private static final AtomicInteger COUNTER = new AtomicInteger();

  Database database;
  private String name;

  /** The server, with one database whose tables are there: the others are copies of it. */
  private static final class Server {

    private static final String TEMPLATE = "with_tables";
    static final EmbeddedPostgres RUNNING = start();

    /** It ends with the JVM. */
    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        execute(server, "create database " + TEMPLATE);
        open(server.getJdbcUrl("postgres", TEMPLATE)).close();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void execute(EmbeddedPostgres server, String sql) {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void openDatabase() {
    name = "test_" + COUNTER.incrementAndGet();
    Server.execute(Server.RUNNING, "create database " + name + " template " + Server.TEMPLATE);
    database = open(url(port()));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
    Server.execute(Server.RUNNING, "drop database " + name + " with (force)");
  }

  /** A database, by its JDBC URL. */
  static Database open(String url) {
    return new Database(url, "", "", CONNECTIONS, Executors.defaultThreadFactory());
  }

  /** The database of this test, by way of a port of this machine. */
  String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres";
  }

  /** The port at which the server itself listens. */
  static int port() {
    return Server.RUNNING.getPort();
  }
}
