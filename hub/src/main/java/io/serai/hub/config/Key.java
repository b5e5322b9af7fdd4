package io.serai.hub.config;

import java.util.Locale;

/** Every key of the configuration, with its default. The docs' table is made from this one. */
public enum Key {
  STATE("serai.state", "state", "directory of everything kept between runs"),
  HTTP_ENABLED("serai.ingress.http", "true", "whether HTTP is served: true or false"),
  HTTP_HOST("serai.http.host", "127.0.0.1", "address the HTTP server binds to"),
  HTTP_PORT("serai.http.port", "8080", "port of the HTTP server, 1 to 65535"),
  HTTP_WAITING("serai.http.max-waiting", "256", "requests that may wait for results, 1 to 4096"),
  RABBITMQ_ENABLED(
      "serai.ingress.rabbitmq", "false", "whether RabbitMQ is consumed: true or false"),
  RABBITMQ_URI("serai.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:5672", "AMQP 0-9-1 URI"),
  KAFKA_ENABLED("serai.ingress.kafka", "false", "whether Kafka is consumed: true or false"),
  KAFKA_BOOTSTRAP("serai.kafka.bootstrap", "127.0.0.1:9092", "Kafka bootstrap servers"),
  INGRESS_TRIES(
      "serai.ingress.max-tries",
      "5",
      "times that intake may fail on a message before it is a dead letter, 1 to 100"),
  REPLY_TRIES(
      "serai.replies.max-tries",
      "8",
      "times that a reply may be undeliverable before it is a dead letter, 1 to 1000"),
  DATABASE_URL("serai.database.url", "", "PostgreSQL JDBC URL; empty means the embedded server"),
  DATABASE_USER("serai.database.user", "", "database user"),
  DATABASE_PASSWORD("serai.database.password", "", "database password"),
  DATABASE_CONNECTIONS("serai.database.connections", "12", "connections at most, 8 to 200"),
  RUN_SLOTS("serai.run.slots", "8", "jobs that run at once on this hub, 1 to 1024"),
  LEASE_SECONDS("serai.lease.seconds", "30", "how long a silent hub keeps its jobs, 10 to 600"),
  DOCKER_HOST(
      "serai.docker.host",
      "unix:///var/run/docker.sock",
      "socket of the Docker engine on this machine, a unix: URI; empty means none"),
  TLS_CA("serai.tls.ca", "", "PEM file of the authority that vouches for hubs and nodes; or empty"),
  TLS_CERTIFICATE("serai.tls.certificate", "", "PEM file of this machine's certificate; or empty"),
  TLS_KEY("serai.tls.key", "", "PEM file of its private key, PKCS 8; all three are set, or none"),
  OTLP_ENDPOINT(
      "serai.otlp.endpoint",
      "",
      "URL of an OTLP/HTTP receiver, which is sent traces at /v1/traces; empty means none");

  private final String word;
  private final String defaultValue;
  private final String meaning;

  Key(String word, String defaultValue, String meaning) {
    this.word = word;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** The key as it is written in {@code serai.properties}. */
  public String word() {
    return word;
  }

  /** The value where nothing is set. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it is for, with its range. */
  public String meaning() {
    return meaning;
  }

  /** The environment variable that sets it. */
  public String variable() {
    return word.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
