package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.cli.StopSignal;
import io.serai.hub.embedded.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The baseline: a route that takes the same request, makes one durable insert, and answers. */
final class BareRoute {

  private static final String INSERT = "insert into requests (id, body) values (?, ?::jsonb)";
  private static final byte[] ANSWER =
      "{\"status\":\"succeeded\",\"stdout\":\"42\\n\"}".getBytes(StandardCharsets.UTF_8);

  private final DataSource database;

  private BareRoute(DataSource database) {
    this.database = database;
  }

  private void insert(Exchange exchange) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, UUID.randomUUID());
      statement.setString(2, exchange.getMessage().getBody(String.class));
      statement.executeUpdate();
    }
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setBody(ANSWER);
  }

  private static HikariDataSource open(PostgresServer server) {
    HikariDataSource database = Databases.open(server.jdbcUrl(), 12);
    Databases.execute(database, "create table requests (id uuid primary key, body jsonb)");
    return database;
  }

  /** Serves until it is told to stop: home (unused), state, port. */
  public static void main(String[] arguments) throws Exception {
    StopSignal stop = new StopSignal();
    try (PostgresServer server = PostgresServer.start(Path.of(arguments[1]));
        HikariDataSource database = open(server)) {
      BareRoute bare = new BareRoute(database);
      Main main = new Main();
      main.addInitialProperty("camel.server.enabled", "true");
      main.addInitialProperty("camel.server.host", "127.0.0.1");
      main.addInitialProperty("camel.server.port", arguments[2]);
      main.configure()
          .addRoutesBuilder(
              new RouteBuilder() {
                @Override
                public void configure() {
                  from("platform-http:/execute?httpMethodRestrict=POST").process(bare::insert);
                  from("platform-http:/readyz").setBody(constant("{}"));
                }
              });
      main.start();
      stop.await();
      main.stop();
    }
  }
}
