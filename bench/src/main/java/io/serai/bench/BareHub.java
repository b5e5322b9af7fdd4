package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The baseline of starts: a Camel application with a hub's components and one route of each. */
final class BareHub {

  private BareHub() {}

  /** Serves until it is told to stop: home, and settings as key=value. */
  public static void main(String[] arguments) throws Exception {
    HubConfig config =
        new ConfigReader().settings(NoopHub.settings(arguments, 1)).read(Path.of(arguments[0]));
    CachingConnectionFactory rabbitmq =
        new CachingConnectionFactory(URI.create(config.rabbitmq().uri()));
    try (HikariDataSource database = Databases.open(config.database().url(), 12)) {
      BareApplication application = new BareApplication(database, config);
      application.serve(
          main -> {
            main.bind("connections", rabbitmq);
            addBrokers(main, application, config.kafka());
          });
    } finally {
      rabbitmq.destroy();
    }
  }

  private static void addBrokers(Main main, BareApplication application, HubConfig.Kafka kafka) {
    main.addInitialProperty("camel.component.kafka.brokers", kafka.bootstrap());
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("spring-rabbitmq:bare?queues=bare.jobs&routingKey=bare.jobs&autoDeclare=true")
                    .process(application::insert);
                from("kafka:bare.jobs?groupId=bare").process(application::insert);
              }
            });
  }
}
