package io.serai.hub;

import io.serai.hub.config.HubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

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
    camel.setProperty("camel.main.routesIncludePattern", String.join(",", routes(config)));
    camel.setProperty("camel.main.autoConfigurationLogSummary", "false");
    camel.setProperty("camel.main.startupSummaryLevel", "Oneline");
    camel.setProperty("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
    camel.setProperty("camel.main.shutdownTimeout", "20");
    camel.setProperty("camel.main.allowUseOriginalMessage", "false");
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

  /** The route files to load: those of an ingress that is switched off are left out. */
  static List<String> routes(HubConfig config) {
    String routes = "file:" + config.home() + "/routes/";
    List<String> patterns = new ArrayList<>();
    patterns.add(routes + "*.camel.yaml");
    patterns.add(routes + "*-*/*.camel.yaml");
    ingress(config).forEach(name -> patterns.add(routes + "ingress/" + name + "/*.camel.yaml"));
    return patterns;
  }

  private static List<String> ingress(HubConfig config) {
    List<String> names = new ArrayList<>();
    if (config.http().enabled()) {
      names.add("http");
    }
    if (config.rabbitmq().enabled()) {
      names.add("rabbitmq");
    }
    if (config.kafka().enabled()) {
      names.add("kafka");
    }
    return names;
  }
}
