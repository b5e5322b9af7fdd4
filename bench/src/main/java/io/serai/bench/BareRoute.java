package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.cli.StopSignal;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.server.HttpListener;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The baseline: a route that takes the same request, makes one durable insert, and answers. */
final class BareRoute {

  private static final String INSERT = "insert into requests (id, body) values (?, ?::jsonb)";
  private static final byte[] ANSWER =
      "{\"status\":\"succeeded\",\"stdout\":\"42\\n\"}".getBytes(StandardCharsets.UTF_8);

  private static final long MAX_BODY_BYTES = 1 << 20;

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

  /** Behind the HTTP server of a hub. */
  private Main routes(HttpListener listener) {
    Main main = new Main();
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            listener.join(configured.getCamelContext());
          }
        });
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("platform-http:/execute?httpMethodRestrict=POST")
                    .process(BareRoute.this::insert);
                from("platform-http:/readyz").setBody(constant("{}"));
              }
            });
    return main;
  }

  /** Serves until it is told to stop: home, state, port. */
  public static void main(String[] arguments) throws Exception {
    HubConfig config =
        new ConfigReader()
            .settings(Map.of("serai.state", arguments[1], "serai.http.port", arguments[2]))
            .read(Path.of(arguments[0]));
    StopSignal stop = new StopSignal();
    try (PostgresServer server = PostgresServer.start(config.state());
        HikariDataSource database = open(server)) {
      HttpListener listener = new HttpListener(config.http(), MAX_BODY_BYTES);
      Main main = new BareRoute(database).routes(listener);
      Vertx vertx = Vertx.vertx();
      main.bind("vertx", vertx);
      main.start();
      listener.open();
      stop.await();
      main.stop();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
