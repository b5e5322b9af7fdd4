package io.serai.hub.ingress;

import io.serai.hub.config.HubConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * How Camel's Kafka component says who the hub is. Kafka's clients take the password once, when
 * they are made: a new one counts from the next start on.
 */
public final class KafkaLogin {

  private static final String COMPONENT = "camel.component.kafka.";

  private KafkaLogin() {}

  /** The settings of the component, with the password as it is now. */
  public static Map<String, String> settings(HubConfig.Sasl sasl) {
    Map<String, String> settings = new HashMap<>();
    settings.put(COMPONENT + "security-protocol", sasl.protocol());
    if (!sasl.user().isEmpty()) {
      settings.put(COMPONENT + "sasl-mechanism", sasl.mechanism());
      settings.put(
          COMPONENT + "sasl-jaas-config",
          module(sasl.mechanism())
              + " required username="
              + quoted(sasl.user())
              + " password="
              + quoted(sasl.password().resolve().reveal())
              + ";");
    }
    return settings;
  }

  private static String module(String mechanism) {
    return mechanism.equals("PLAIN")
        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
        : "org.apache.kafka.common.security.scram.ScramLoginModule";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
