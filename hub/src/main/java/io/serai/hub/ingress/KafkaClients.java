package io.serai.hub.ingress;

import io.serai.hub.config.KafkaSecurity;
import io.serai.hub.config.PemPair;
import io.serai.hub.tls.ClientTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** Makes every Kafka client of the routes speak as the configuration says. */
public final class KafkaClients extends DefaultKafkaClientFactory {

  private static final String PEM = "PEM";

  private final KafkaSecurity security;

  /**
   * Clients of one security.
   *
   * @throws IllegalStateException when a file of it cannot be used
   */
  public KafkaClients(KafkaSecurity security) {
    // What cannot be used is to be heard of now, not when a broker is there.
    var unused = properties(security);
    this.security = security;
  }

  @Override
  public Producer<?, ?> getProducer(Properties properties) {
    properties.putAll(properties(security));
    return super.getProducer(properties);
  }

  @Override
  public Consumer<?, ?> getConsumer(Properties properties) {
    properties.putAll(properties(security));
    return super.getConsumer(properties);
  }

  /** The security in the words of Kafka's clients. */
  static Map<String, Object> properties(KafkaSecurity security) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security.protocol());
    if (security.encrypted()) {
      // Kafka tells of a bad file only when it connects.
      var unused = ClientTls.context("serai.kafka.tls", security.tls().ca(), security.tls().own());
      putTls(properties, security.tls().ca(), security.tls().own());
    }
    if (security.sasl()) {
      properties.put(SaslConfigs.SASL_MECHANISM, security.mechanism());
      properties.put(SaslConfigs.SASL_JAAS_CONFIG, login(security));
    }
    return properties;
  }

  private static void putTls(Map<String, Object> properties, String ca, PemPair own) {
    if (!ca.isEmpty()) {
      properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
      properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, ca);
    }
    if (own.enabled()) {
      properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
      properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(own.certificate()));
      properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(own.key()));
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException("file '" + file + "' cannot be read; " + e.getMessage(), e);
    }
  }

  private static String login(KafkaSecurity security) {
    String module =
        security.mechanism().equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    return module
        + " required username="
        + quoted(security.user())
        + " password="
        + quoted(security.password().resolve().reveal())
        + ";";
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
