package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.embedded.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** The baseline of requests: a route that takes the same, makes one durable insert, and answers. */
final class BareRoute {

  private BareRoute() {}

  /** Serves until it is told to stop: home, state, port. */
  public static void main(String[] arguments) throws Exception {
    HubConfig config =
        new ConfigReader()
            .settings(Map.of("serai.state", arguments[1], "serai.http.port", arguments[2]))
            .read(Path.of(arguments[0]));
    try (PostgresServer server = PostgresServer.start(config.state());
        HikariDataSource database = Databases.open(server.jdbcUrl(), 12)) {
      new BareApplication(database, config).serve(main -> {});
    }
  }
}
