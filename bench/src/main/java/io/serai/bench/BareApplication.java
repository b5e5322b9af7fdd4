package io.serai.bench;

import io.serai.hub.cli.StopSignal;
import io.serai.hub.config.HubConfig;
import io.serai.hub.server.HttpListener;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The least that a Camel application is which takes a hub's requests: it makes one durable insert
 * of each, behind the HTTP server of a hub, and answers.
 *
 * @param database has the table of requests once {@link #serve} is called
 * @param config where it listens
 */
record BareApplication(DataSource database, HubConfig config) {

  private static final String TABLE =
      "create table if not exists requests (id uuid primary key, body jsonb)";
  private static final String INSERT = "insert into requests (id, body) values (?, ?::jsonb)";
  private static final byte[] ANSWER =
      "{\"status\":\"succeeded\",\"stdout\":\"42\\n\"}".getBytes(StandardCharsets.UTF_8);
  private static final long MAX_BODY_BYTES = 1 << 20;

  /** Makes the insert, and answers. */
  void insert(Exchange exchange) throws SQLException {
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

  /**
   * Serves until it is told to stop.
   *
   * @param setUp adds what stands beside HTTP
   */
  void serve(Consumer<Main> setUp) throws Exception {
    StopSignal stop = new StopSignal();
    Databases.execute(database, TABLE);
    HttpListener listener = new HttpListener(config.http(), MAX_BODY_BYTES);
    Vertx vertx = Vertx.vertx();
    Main main = new Main();
    main.bind("vertx", vertx);
    main.addMainListener(joining(listener));
    main.configure().addRoutesBuilder(http());
    setUp.accept(main);
    main.start();
    listener.open();
    stop.await();
    main.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static MainListenerSupport joining(HttpListener listener) {
    return new MainListenerSupport() {
      @Override
      public void afterConfigure(BaseMainSupport configured) {
        listener.join(configured.getCamelContext());
      }
    };
  }

  private RouteBuilder http() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("platform-http:/execute?httpMethodRestrict=POST")
            .process(BareApplication.this::insert);
        from("platform-http:/readyz").setBody(constant("{}"));
      }
    };
  }
}
