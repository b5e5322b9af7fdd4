package io.serai.hub.config;

import io.serai.hub.secret.SecretReference;

/**
 * How Kafka is spoken to.
 *
 * @param protocol {@code PLAINTEXT}, {@code SSL} or {@code SASL_SSL}, as in Kafka's {@code
 *     security.protocol}
 * @param tls whom to believe; of use for all but {@code PLAINTEXT}
 * @param mechanism the SASL mechanism
 * @param user the SASL user
 * @param password the SASL password
 */
public record KafkaSecurity(
    String protocol, BrokerTls tls, String mechanism, String user, SecretReference password) {

  /** Whether connections are encrypted. */
  public boolean encrypted() {
    return !protocol.equals("PLAINTEXT");
  }

  /** Whether the hub says who it is by SASL. */
  public boolean sasl() {
    return protocol.equals("SASL_SSL");
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return protocol + " as '" + user + "'";
  }
}
