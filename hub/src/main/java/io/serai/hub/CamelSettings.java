package io.serai.hub;

import io.serai.hub.config.HubConfig;
import java.util.Properties;
import java.util.function.Predicate;

/** The hub's configuration in Camel's own words. */
final class CamelSettings {

  private CamelSettings() {}

  /**
   * The properties of Camel Main.
   *
   * @param config the hub's configuration
   * @param maxBodyBytes the largest request body
   */
  static Properties of(HubConfig config, long maxBodyBytes) {
    Properties camel = new Properties();
    camel.setProperty("serai.home", config.home().toString());
    camel.setProperty("camel.main.name", "serai");
    // A route that is being swapped makes its callers wait, for longer than a swap may take.
    camel.setProperty("camel.component.direct.timeout", "120000");
    camel.setProperty("camel.main.autoConfigurationLogSummary", "false");
    camel.setProperty("camel.main.startupSummaryLevel", "Oneline");
    camel.setProperty("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
    camel.setProperty("camel.main.shutdownTimeout", "20");
    camel.setProperty("camel.main.allowUseOriginalMessage", "false");
    // Every body is read once, whole, by the first step of its route.
    camel.setProperty("camel.main.streamCachingEnabled", "false");
    camel.setProperty("camel.component.kamelet.location", "file:" + config.home() + "/kamelets");
    http(camel, config.http(), maxBodyBytes);
    camel.setProperty("camel.component.kafka.brokers", config.kafka().bootstrap());
    return camel;
  }

  private static void http(Properties camel, HubConfig.Http http, long maxBodyBytes) {
    camel.setProperty("camel.server.enabled", String.valueOf(http.enabled()));
    if (http.enabled()) {
      camel.setProperty("camel.server.host", http.host());
      camel.setProperty("camel.server.port", String.valueOf(http.port()));
      camel.setProperty("camel.server.maxBodySize", String.valueOf(maxBodyBytes));
      camel.setProperty("camel.server.fileUploadEnabled", "false");
    }
  }

  /** Which route files to load: those of what is switched off are left out. */
  static Predicate<String> wantedRoutes(HubConfig config) {
    return file ->
        !(off(file, "ingress/http", config.http().enabled())
            || off(file, "ingress/rabbitmq", config.rabbitmq().enabled())
            || off(file, "ingress/kafka", config.kafka().enabled())
            || off(file, "engine", config.run().hasEngine()));
  }

  private static boolean off(String file, String folder, boolean enabled) {
    return !enabled && file.startsWith("routes/" + folder + "/");
  }
}
