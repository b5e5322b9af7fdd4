package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.cli.StopSignal;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.server.HttpListener;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * The least that a Camel application with a hub's components is: HTTP, RabbitMQ and Kafka, each
 * with one route that makes one durable insert.
 */
final class BareHub {

  private static final String INSERT = "insert into bare_jobs (id, body) values (?, ?)";
  private static final String TABLE =
      "create table if not exists bare_jobs (id uuid primary key, body text)";
  private static final long MAX_BODY_BYTES = 1 << 20;

  private final HubConfig config;
  private final DataSource database;

  private BareHub(HubConfig config, DataSource database) {
    this.config = config;
    this.database = database;
  }

  private void insert(Exchange exchange) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, UUID.randomUUID());
      statement.setString(2, exchange.getMessage().getBody(String.class));
      statement.executeUpdate();
    }
  }

  private Main routes(HttpListener listener, CachingConnectionFactory connections) {
    Main main = new Main();
    main.addInitialProperty("camel.component.kafka.brokers", config.kafka().bootstrap());
    main.bind("connections", connections);
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
                    .process(BareHub.this::insert);
                from("platform-http:/readyz").setBody(constant("{}"));
                from("spring-rabbitmq:bare?queues=bare.jobs&routingKey=bare.jobs&autoDeclare=true")
                    .process(BareHub.this::insert);
                from("kafka:bare.jobs?groupId=bare").process(BareHub.this::insert);
              }
            });
    return main;
  }

  /** Serves until it is told to stop: home, and settings as key=value. */
  public static void main(String[] arguments) throws Exception {
    HubConfig config =
        new ConfigReader().settings(NoopHub.settings(arguments, 1)).read(Path.of(arguments[0]));
    StopSignal stop = new StopSignal();
    try (HikariDataSource pool = Databases.open(config.database().url(), 12)) {
      Databases.execute(pool, TABLE);
      HttpListener listener = new HttpListener(config.http(), MAX_BODY_BYTES);
      CachingConnectionFactory connections =
          new CachingConnectionFactory(URI.create(config.rabbitmq().uri()));
      Main main = new BareHub(config, pool).routes(listener, connections);
      Vertx vertx = Vertx.vertx();
      main.bind("vertx", vertx);
      main.start();
      listener.open();
      stop.await();
      main.stop();
      connections.destroy();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
