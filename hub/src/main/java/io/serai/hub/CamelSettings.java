package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.config.SenderProof;
import java.util.Properties;
import java.util.function.Predicate;

/** The hub's configuration in Camel's own words. */
final class CamelSettings {

  private CamelSettings() {}

  /**
   * The properties of Camel Main.
   *
   * @param config the hub's configuration
   * @param name what the context is called
   */
  static Properties of(HubConfig config, String name) {
    Properties camel = new Properties();
    camel.setProperty("serai.home", config.home().toString());
    camel.setProperty("camel.main.name", name);
    camel.setProperty("camel.main.autoConfigurationLogSummary", "false");
    camel.setProperty("camel.main.startupSummaryLevel", "Oneline");
    camel.setProperty("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
    camel.setProperty("camel.main.shutdownTimeout", "20");
    camel.setProperty("camel.main.allowUseOriginalMessage", "false");
    // Every body is read once, whole, by the first step of its route.
    camel.setProperty("camel.main.streamCachingEnabled", "false");
    camel.setProperty("camel.component.kamelet.location", "file:" + config.home() + "/kamelets");
    kafka(camel, config.kafka());
    return camel;
  }

  private static void kafka(Properties camel, HubConfig.Kafka kafka) {
    boolean topicATenant = kafka.proof() == SenderProof.TOPIC;
    camel.setProperty("camel.component.kafka.brokers", kafka.bootstrap());
    camel.setProperty("camel.component.kafka.kafkaClientFactory", "#bean:kafkaClients");
    // A regular expression, when there is a topic a tenant.
    camel.setProperty("serai.kafka.topics", topicATenant ? "serai.jobs.*" : "serai.jobs");
    camel.setProperty("serai.kafka.topic-a-tenant", String.valueOf(topicATenant));
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
