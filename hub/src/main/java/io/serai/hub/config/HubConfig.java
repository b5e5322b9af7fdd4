package io.serai.hub.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration of a hub, checked.
 *
 * @param home where {@code routes}, {@code kamelets}, {@code policies} and {@code api} are
 * @param state where everything kept between runs is
 * @param http the HTTP server
 * @param rabbitmq the RabbitMQ ingress
 * @param kafka the Kafka ingress
 * @param database the database
 * @param run how jobs run
 * @param tls how hubs and nodes know each other
 * @param otlp where traces are sent
 * @param tries how often something is tried before it is a dead letter
 */
public record HubConfig(
    Path home,
    Path state,
    Http http,
    Rabbitmq rabbitmq,
    Kafka kafka,
    Database database,
    Run run,
    Tls tls,
    Otlp otlp,
    Tries tries) {

  /** The HTTP server: where it binds, and how many requests may wait for results. */
  public record Http(boolean enabled, String host, int port, int maxWaiting) {

    /** Where it is reached. */
    public URI address() {
      return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
  }

  /** The RabbitMQ ingress: its AMQP URI. */
  public record Rabbitmq(boolean enabled, String uri) {}

  /** The Kafka ingress: its bootstrap servers. */
  public record Kafka(boolean enabled, String bootstrap) {}

  /** The database: a JDBC URL, or empty for the embedded server. */
  public record Database(String url, String user, String password, int connections) {

    /** Whether the hub brings its own server. */
    public boolean embedded() {
      return url.isEmpty();
    }
  }

  /** How jobs run: places at once, how long a lease stands, and the Docker engine. */
  public record Run(int slots, Duration lease, String dockerHost) {

    /** Whether containers are to be run at all. */
    public boolean hasEngine() {
      return !dockerHost.isEmpty();
    }
  }

  /**
   * How hubs and nodes know each other: files in PEM.
   *
   * @param ca the certificates of the authority; empty means none
   * @param certificate this machine's own, followed by those between it and the authority's
   * @param key its private key
   */
  public record Tls(String ca, String certificate, String key) {

    /** Whether it is set at all. */
    public boolean enabled() {
      return !ca.isEmpty();
    }
  }

  /** The receiver of traces: its URL, or empty for none. */
  public record Otlp(String endpoint) {

    /** Whether traces are sent at all. */
    public boolean enabled() {
      return !endpoint.isEmpty();
    }

    /** Where traces are sent. */
    public URI traces() {
      return URI.create(endpoint.replaceAll("/+$", "") + "/v1/traces");
    }
  }

  /** How often intake may fail on a message, and how often a reply may be undeliverable. */
  public record Tries(int messages, int replies) {}
}
