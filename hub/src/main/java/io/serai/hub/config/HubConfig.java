package io.serai.hub.config;

import io.serai.hub.secret.SecretReference;
import io.serai.hub.secret.Secrets;
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
 * @param metrics whether it counts and times what it does
 * @param secrets resolves references to secrets
 * @param access who may call over HTTP
 * @param objects where large parts of results are kept
 * @param tries how often something is tried before it is a dead letter
 * @param edits how edits are followed
 * @param git the repository that the files of the home are taken from
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
    boolean metrics,
    Secrets secrets,
    Access access,
    Objects objects,
    Tries tries,
    Edits edits,
    Git git) {

  /** The same, of another home. */
  public HubConfig at(Path other) {
    return new HubConfig(
        other, state, http, rabbitmq, kafka, database, run, tls, otlp, metrics, secrets, access,
        objects, tries, edits, git);
  }

  /**
   * The HTTP server: where it binds, how many requests may wait for results, what it shows of
   * itself, and what it bears.
   */
  public record Http(
      boolean enabled, String host, int port, int maxWaiting, PemPair tls, HttpLimits limits) {

    /** Where it is reached. */
    public URI address() {
      String scheme = tls.enabled() ? "https://" : "http://";
      return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
  }

  /**
   * The RabbitMQ ingress: its AMQP URI, the password where the URI does not say it, whom it
   * believes, and what proves a sender.
   */
  public record Rabbitmq(
      boolean enabled, String uri, SecretReference password, BrokerTls tls, SenderProof proof) {

    /** Without the password that the URI may hold. */
    @Override
    public String toString() {
      return uri.replaceFirst("//[^@/]*@", "//");
    }
  }

  /** The Kafka ingress: its bootstrap servers, how they are spoken to, and what proves a sender. */
  public record Kafka(
      boolean enabled, String bootstrap, KafkaSecurity security, SenderProof proof) {}

  /**
   * The database: a JDBC URL, or empty for the embedded server; and how many days of jobs each
   * partition of its tables holds.
   */
  public record Database(
      String url, String user, SecretReference password, int connections, int partitionDays) {

    /** Whether the hub brings its own server. */
    public boolean embedded() {
      return url.isEmpty();
    }
  }

  /**
   * How jobs run: places at once, how long a lease stands, how long what runs has to end when the
   * hub stops, and the Docker engine.
   */
  public record Run(int slots, Duration lease, Duration shutdown, String dockerHost) {

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

  /**
   * The receiver of traces, and what it is sent.
   *
   * @param endpoint its URL, or empty for none
   * @param protocol {@link #HTTP} or {@link #GRPC}
   * @param percent of all traces
   * @param slow jobs that take longer are sent whatever the percentage
   * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">the words of
   *     OpenTelemetry's exporters</a>
   */
  public record Otlp(String endpoint, String protocol, int percent, Duration slow) {

    public static final String HTTP = "http/protobuf";
    public static final String GRPC = "grpc";

    /** Whether traces are sent at all. */
    public boolean enabled() {
      return !endpoint.isEmpty();
    }

    /** Where traces are sent. */
    public URI traces() {
      return URI.create(
          protocol.equals(GRPC) ? endpoint : endpoint.replaceAll("/+$", "") + "/v1/traces");
    }
  }

  /**
   * Where large parts of results are kept.
   *
   * @param bucket of an S3 server; empty means a directory
   * @param endpoint the server's URL; empty means that of AWS in its region
   * @param region what requests are signed for
   * @param accessKey the id of the access key; empty means what the AWS SDK finds by itself
   * @param secretKey the secret access key
   * @param pathStyle whether the bucket is in the path rather than in the host name
   * @param fromBytes from which size on a part of a result leaves the database
   */
  public record Objects(
      String bucket,
      String endpoint,
      String region,
      SecretReference accessKey,
      SecretReference secretKey,
      boolean pathStyle,
      int fromBytes) {

    /** Whether there is an S3 server, and not a directory. */
    public boolean remote() {
      return !bucket.isEmpty();
    }
  }

  /** How often intake may fail on a message, and how often a reply may be undeliverable. */
  public record Tries(int messages, int replies) {}

  /**
   * How edits are followed: how long from one look for them to the next, and how long a version of
   * routes and kamelets is in force before another may follow it.
   */
  public record Edits(Duration look, Duration rest) {}

  /**
   * The repository that the files of the home are taken from.
   *
   * @param repository a path or a URL; empty means none
   * @param branch whose last commit counts
   * @param path of the folder that holds policies, routes and kamelets; empty means the root
   * @param each how long from one look to the next
   * @param user to name to its server; or empty
   * @param password of the user
   */
  public record Git(
      String repository,
      String branch,
      String path,
      Duration each,
      String user,
      SecretReference password) {

    /** Whether there is one. */
    public boolean enabled() {
      return !repository.isEmpty();
    }
  }

  /** Who may call over HTTP: everybody, or who shows a key or a token of the issuer. */
  public record Access(boolean required, Oidc oidc) {}

  /**
   * Whose tokens are accepted, and what their claims are named.
   *
   * @param issuer its URL, as tokens write it; empty means that no tokens are accepted
   * @param audience what tokens must be meant for
   * @param jwks a file with its public keys (RFC 7517); empty means that it is asked for them
   */
  public record Oidc(
      String issuer,
      String audience,
      String jwks,
      String tenantClaim,
      String rolesClaim,
      String nameClaim) {

    /** Whether tokens are accepted at all. */
    public boolean enabled() {
      return !issuer.isEmpty();
    }
  }
}
