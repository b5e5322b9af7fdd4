package io.serai.hub.config;

import java.util.Locale;

/** Every key of the configuration, with its default. The docs' table is made from this one. */
public enum Key {
  STATE("serai.state", "state", "directory of everything kept between runs"),
  HTTP_ENABLED("serai.ingress.http", "true", "whether HTTP is served: true or false"),
  HTTP_HOST("serai.http.host", "127.0.0.1", "address the HTTP server binds to"),
  HTTP_PORT("serai.http.port", "8080", "port of the HTTP server, 1 to 65535"),
  HTTP_WAITING("serai.http.max-waiting", "256", "requests that may wait for results, 1 to 4096"),
  HTTP_CERTIFICATE(
      "serai.http.tls.certificate",
      "",
      "PEM file of the HTTP server's certificate; empty means HTTP without TLS"),
  HTTP_KEY("serai.http.tls.key", "", "PEM file of its private key, PKCS 8; both are set, or none"),
  HTTP_CONNECTIONS("serai.http.max-connections", "4096", "connections at once, 1 to 100000"),
  HTTP_PER_ADDRESS(
      "serai.http.max-connections-per-address", "1024", "of one address at once, 1 to 100000"),
  HTTP_PATIENCE(
      "serai.http.patience-seconds",
      "20",
      "how long a request's head may take, or a connection be too slow, 1 to 600"),
  HTTP_RATE(
      "serai.http.min-bytes-per-second",
      "1024",
      "slower than this, in or out, a connection is too slow, 1 to 1048576"),
  HTTP_AUTH("serai.http.auth", "none", "whether callers need credentials: none or required"),
  OIDC_ISSUER(
      "serai.oidc.issuer",
      "",
      "issuer of the tokens that are accepted beside keys, an https: URL; empty means none"),
  OIDC_AUDIENCE("serai.oidc.audience", "", "audience that tokens must name"),
  OIDC_JWKS("serai.oidc.jwks", "", "file of the issuer's public keys; empty means by discovery"),
  OIDC_TENANT("serai.oidc.tenant-claim", "tenant", "claim with a token's tenant; * means any"),
  OIDC_ROLES("serai.oidc.roles-claim", "roles", "claim with a token's roles"),
  OIDC_NAME("serai.oidc.name-claim", "sub", "claim with the name of who shows a token"),
  RABBITMQ_ENABLED(
      "serai.ingress.rabbitmq", "false", "whether RabbitMQ is consumed: true or false"),
  RABBITMQ_URI("serai.rabbitmq.uri", "amqp://guest:guest@127.0.0.1:5672", "AMQP 0-9-1 URI"),
  RABBITMQ_PASSWORD(
      "serai.rabbitmq.password",
      "",
      "a reference to the password, instead of one in the URI; empty means that of the URI"),
  RABBITMQ_CA(
      "serai.rabbitmq.tls.ca",
      "",
      "PEM file of the authority of an amqps:// broker; empty means those this JVM trusts"),
  RABBITMQ_CERTIFICATE(
      "serai.rabbitmq.tls.certificate",
      "",
      "PEM file of the certificate shown to the broker; or empty"),
  RABBITMQ_KEY("serai.rabbitmq.tls.key", "", "PEM file of its private key, PKCS 8; or empty"),
  RABBITMQ_TENANT(
      "serai.rabbitmq.tenant",
      "none",
      "what proves whose a message is: none, user-id or signed, by policies/senders.yaml"),
  KAFKA_ENABLED("serai.ingress.kafka", "false", "whether Kafka is consumed: true or false"),
  KAFKA_BOOTSTRAP("serai.kafka.bootstrap", "127.0.0.1:9092", "Kafka bootstrap servers"),
  KAFKA_SECURITY("serai.kafka.security", "PLAINTEXT", "PLAINTEXT, SSL or SASL_SSL"),
  KAFKA_CA(
      "serai.kafka.tls.ca",
      "",
      "PEM file of the brokers' authority; empty means those this JVM trusts"),
  KAFKA_CERTIFICATE(
      "serai.kafka.tls.certificate",
      "",
      "PEM file of the certificate shown to the brokers; or empty"),
  KAFKA_KEY("serai.kafka.tls.key", "", "PEM file of its private key, PKCS 8; or empty"),
  KAFKA_MECHANISM(
      "serai.kafka.sasl.mechanism", "SCRAM-SHA-512", "SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN"),
  KAFKA_USER("serai.kafka.sasl.user", "", "SASL user"),
  KAFKA_PASSWORD("serai.kafka.sasl.password", "", "a reference to the SASL password"),
  KAFKA_TENANT(
      "serai.kafka.tenant",
      "none",
      "what proves whose a record is: none, topic or signed, by policies/senders.yaml"),
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
  DATABASE_PASSWORD("serai.database.password", "", "a reference to the database password"),
  DATABASE_CONNECTIONS("serai.database.connections", "12", "connections at most, 8 to 200"),
  DATABASE_PARTITION_DAYS(
      "serai.database.partition-days", "7", "days of jobs in one partition, 1 to 31"),
  OBJECTS_BUCKET(
      "serai.objects.bucket",
      "",
      "bucket for large parts of results; empty means the directory objects of serai.state"),
  OBJECTS_ENDPOINT(
      "serai.objects.endpoint", "", "URL of the S3 server; empty means that of AWS in its region"),
  OBJECTS_REGION("serai.objects.region", "us-east-1", "region that requests are signed for"),
  OBJECTS_ACCESS_KEY(
      "serai.objects.access-key",
      "",
      "a reference to the id of the access key; empty means what the AWS SDK finds by itself"),
  OBJECTS_SECRET_KEY("serai.objects.secret-key", "", "a reference to the secret access key"),
  OBJECTS_PATH_STYLE(
      "serai.objects.path-style",
      "true",
      "whether the bucket is in the path rather than in the host name: true or false"),
  OBJECTS_FROM_BYTES(
      "serai.objects.from-bytes",
      "65536",
      "from which size on a part of a result leaves the database, 1024 to 16777216"),
  RUN_SLOTS("serai.run.slots", "8", "jobs that run at once on this hub, 1 to 1024"),
  LEASE_SECONDS("serai.lease.seconds", "30", "how long a silent hub keeps its jobs, 10 to 600"),
  SHUTDOWN_SECONDS(
      "serai.shutdown.seconds",
      "20",
      "how long running jobs have to end when the hub is told to stop, 0 to 3600"),
  DOCKER_HOST(
      "serai.docker.host",
      "unix:///var/run/docker.sock",
      "socket of the Docker engine on this machine, a unix: URI; empty means none"),
  TLS_CA("serai.tls.ca", "", "PEM file of the authority that vouches for hubs and nodes; or empty"),
  TLS_CERTIFICATE("serai.tls.certificate", "", "PEM file of this machine's certificate; or empty"),
  TLS_KEY("serai.tls.key", "", "PEM file of its private key, PKCS 8; all three are set, or none"),
  EDITS_LOOK(
      "serai.edits.look-ms",
      "250",
      "how long from one look for edits of routes, kamelets and policies to the next, 10 to 600000"),
  EDITS_REST(
      "serai.edits.rest-ms",
      "5000",
      "how long a version of routes and kamelets is in force before an edit of them may follow,"
          + " 0 to 600000"),
  GIT_REPOSITORY(
      "serai.git.repository",
      "",
      "repository whose policies, routes and kamelets the home takes: a path, or a file:, http: or"
          + " https: URL; empty means none"),
  GIT_BRANCH("serai.git.branch", "main", "branch of it whose last commit counts"),
  GIT_PATH(
      "serai.git.path",
      "",
      "folder in it that holds policies, routes and kamelets; empty means its root"),
  GIT_SECONDS("serai.git.seconds", "10", "how long from one look to the next, 1 to 86400"),
  GIT_USER("serai.git.user", "", "user to name to an http: or https: repository; or empty"),
  GIT_PASSWORD("serai.git.password", "", "a reference to the password or token of that user"),
  OTLP_ENDPOINT(
      "serai.otlp.endpoint",
      "",
      "URL of a receiver of OTLP, which is sent traces, at /v1/traces by HTTP; empty means none"),
  OTLP_PROTOCOL("serai.otlp.protocol", "http/protobuf", "how: http/protobuf or grpc"),
  OTLP_SHARE("serai.otlp.percent", "100", "traces of every hundred that are sent, 0 to 100"),
  OTLP_SLOW(
      "serai.otlp.slow-ms",
      "10000",
      "a job that takes longer is sent whatever the percentage, like one that fails, 1 to 86400000"),
  METRICS("serai.metrics", "true", "whether the hub counts and times for /metrics: true or false"),
  VAULT_URL("serai.vault.url", "", "URL of a HashiCorp Vault for secrets; empty means none"),
  VAULT_TOKEN("serai.vault.token", "env:VAULT_TOKEN", "a reference to the token for it");

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
