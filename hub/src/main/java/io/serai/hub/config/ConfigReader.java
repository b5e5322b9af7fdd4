package io.serai.hub.config;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import io.serai.hub.secret.Secrets;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads the configuration: the defaults, then {@code serai.properties}, then the environment, then
 * the command line; the later wins. Reports everything wrong at once.
 */
public final class ConfigReader {

  private final ConfigValues values = new ConfigValues();

  /** Lays a properties file over what is there. */
  public ConfigReader file(Path file) {
    Properties properties = new Properties();
    String text = "";
    try {
      text = Files.readString(file);
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      values.problem(
          ConfigProblem.at(file.toString()),
          CheckRule.UNREADABLE_FILE,
          "configuration file '" + file + "' cannot be read; " + e.getMessage());
    }
    PropertyLines lines = new PropertyLines(file.toString(), text);
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> set(name, properties.getProperty(name), lines.of(name)));
    return this;
  }

  /** Lays the environment's {@code SERAI_} variables over what is there. */
  public ConfigReader environment(Map<String, String> environment) {
    for (Key key : Key.values()) {
      Optional.ofNullable(environment.get(key.variable()))
          .ifPresent(value -> values.put(key, value, ConfigProblem.at(key.variable())));
    }
    return this;
  }

  /** Lays {@code key=value} pairs of the command line over what is there. */
  public ConfigReader settings(Map<String, String> settings) {
    settings.forEach((name, value) -> set(name, value, ConfigProblem.at("--set")));
    return this;
  }

  private void set(String name, String value, ConfigProblem.Place place) {
    Arrays.stream(Key.values())
        .filter(key -> key.word().equals(name))
        .findFirst()
        .ifPresentOrElse(
            key -> values.put(key, value.trim(), place),
            () ->
                values.problem(
                    place,
                    CheckRule.UNKNOWN_SETTING,
                    Names.unknown(
                        "key", name, Arrays.stream(Key.values()).map(Key::word).toList())));
  }

  /**
   * A configuration of what is right, with the defaults in place of what is not; and what is not.
   */
  public record Checked(HubConfig config, List<ConfigProblem> problems) {}

  /** Reads as far as it can be read. */
  public Checked check(Path home) {
    List<ConfigProblem> all = new ArrayList<>();
    for (int i = 0; i < Key.values().length; i++) {
      try {
        return new Checked(read(home), all);
      } catch (ConfigException e) {
        all.addAll(e.problems());
        values.forgetWrong();
      }
    }
    return new Checked(new ConfigReader().read(home), all);
  }

  /**
   * The configuration.
   *
   * @param home where relative paths start
   * @throws ConfigException with everything that is wrong
   */
  public HubConfig read(Path home) {
    Secrets secrets = secrets();
    HubConfig config =
        new HubConfig(
            home,
            home.resolve(values.text(Key.STATE)),
            http(),
            rabbitmq(secrets),
            kafka(secrets),
            new HubConfig.Database(
                values.text(Key.DATABASE_URL),
                values.text(Key.DATABASE_USER),
                secrets.reference(values.text(Key.DATABASE_PASSWORD)),
                values.number(Key.DATABASE_CONNECTIONS, 8, 200),
                values.number(Key.DATABASE_PARTITION_DAYS, 1, 31)),
            new HubConfig.Run(
                values.number(Key.RUN_SLOTS, 1, 1024),
                Duration.ofSeconds(values.number(Key.LEASE_SECONDS, 10, 600)),
                Duration.ofSeconds(values.number(Key.SHUTDOWN_SECONDS, 0, 3_600)),
                values.text(Key.DOCKER_HOST)),
            tls(),
            otlp(),
            values.flag(Key.METRICS),
            secrets,
            new AccessReader(values).read(),
            objects(secrets),
            new HubConfig.Tries(
                values.number(Key.INGRESS_TRIES, 1, 100), values.number(Key.REPLY_TRIES, 1, 1000)),
            new HubConfig.Edits(
                Duration.ofMillis(values.number(Key.EDITS_LOOK, 10, 600_000)),
                Duration.ofMillis(values.number(Key.EDITS_REST, 0, 600_000))),
            new GitReader(values).read(home, secrets));
    values.requireRight();
    return config;
  }

  private Secrets secrets() {
    String vault = values.url(Key.VAULT_URL);
    return vault.isEmpty() || !vault.matches(ConfigValues.URL)
        ? Secrets.local(System::getenv)
        : Secrets.withVault(
            System::getenv, URI.create(vault), values.text(Key.VAULT_TOKEN), Clock.systemUTC());
  }

  private HubConfig.Http http() {
    return new HubConfig.Http(
        values.flag(Key.HTTP_ENABLED),
        values.text(Key.HTTP_HOST),
        values.number(Key.HTTP_PORT, 1, 65_535),
        values.number(Key.HTTP_WAITING, 1, 4096),
        pair(Key.HTTP_CERTIFICATE, Key.HTTP_KEY),
        new HttpLimits(
            values.number(Key.HTTP_CONNECTIONS, 1, 100_000),
            values.number(Key.HTTP_PER_ADDRESS, 1, 100_000),
            Duration.ofSeconds(values.number(Key.HTTP_PATIENCE, 1, 600)),
            values.number(Key.HTTP_RATE, 1, 1 << 20)));
  }

  private HubConfig.Rabbitmq rabbitmq(Secrets secrets) {
    return new HubConfig.Rabbitmq(
        values.flag(Key.RABBITMQ_ENABLED),
        values.text(Key.RABBITMQ_URI),
        secrets.reference(values.text(Key.RABBITMQ_PASSWORD)),
        new BrokerTls(
            values.text(Key.RABBITMQ_CA), pair(Key.RABBITMQ_CERTIFICATE, Key.RABBITMQ_KEY)),
        proof(Key.RABBITMQ_TENANT, SenderProof.NONE, SenderProof.USER_ID, SenderProof.SIGNED));
  }

  private HubConfig.Kafka kafka(Secrets secrets) {
    KafkaSecurity security =
        new KafkaSecurity(
            values.oneOf(Key.KAFKA_SECURITY, List.of("PLAINTEXT", "SSL", "SASL_SSL")),
            new BrokerTls(values.text(Key.KAFKA_CA), pair(Key.KAFKA_CERTIFICATE, Key.KAFKA_KEY)),
            values.oneOf(Key.KAFKA_MECHANISM, List.of("SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN")),
            values.text(Key.KAFKA_USER),
            secrets.reference(values.text(Key.KAFKA_PASSWORD)));
    return new HubConfig.Kafka(
        values.flag(Key.KAFKA_ENABLED),
        values.servers(Key.KAFKA_BOOTSTRAP),
        security,
        proof(Key.KAFKA_TENANT, SenderProof.NONE, SenderProof.TOPIC, SenderProof.SIGNED));
  }

  private HubConfig.Objects objects(Secrets secrets) {
    HubConfig.Objects objects =
        new HubConfig.Objects(
            values.text(Key.OBJECTS_BUCKET),
            values.url(Key.OBJECTS_ENDPOINT),
            values.text(Key.OBJECTS_REGION),
            secrets.reference(values.text(Key.OBJECTS_ACCESS_KEY)),
            secrets.reference(values.text(Key.OBJECTS_SECRET_KEY)),
            values.flag(Key.OBJECTS_PATH_STYLE),
            values.number(Key.OBJECTS_FROM_BYTES, 1 << 10, 1 << 24));
    if (objects.accessKey().isEmpty() != objects.secretKey().isEmpty()) {
      values.problem(
          List.of(Key.OBJECTS_ACCESS_KEY, Key.OBJECTS_SECRET_KEY),
          "serai.objects.access-key and serai.objects.secret-key belong together; set both, or"
              + " none");
    }
    if (!objects.remote() && !objects.endpoint().isEmpty()) {
      values.problem(
          Key.OBJECTS_ENDPOINT,
          "serai.objects.endpoint is set without serai.objects.bucket; name the bucket");
    }
    return objects;
  }

  private PemPair pair(Key certificate, Key key) {
    PemPair pair = new PemPair(values.text(certificate), values.text(key));
    if (pair.certificate().isEmpty() != pair.key().isEmpty()) {
      values.problem(
          List.of(certificate, key),
          certificate.word() + " and " + key.word() + " belong together; set both, or none");
    }
    return pair;
  }

  private SenderProof proof(Key key, SenderProof... allowed) {
    String word = values.oneOf(key, Arrays.stream(allowed).map(SenderProof::word).toList());
    return Arrays.stream(allowed)
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(SenderProof.NONE);
  }

  private HubConfig.Otlp otlp() {
    return new HubConfig.Otlp(
        values.url(Key.OTLP_ENDPOINT),
        values.oneOf(Key.OTLP_PROTOCOL, List.of(HubConfig.Otlp.HTTP, HubConfig.Otlp.GRPC)),
        values.number(Key.OTLP_SHARE, 0, 100),
        Duration.ofMillis(values.number(Key.OTLP_SLOW, 1, 86_400_000)));
  }

  private HubConfig.Tls tls() {
    HubConfig.Tls tls =
        new HubConfig.Tls(
            values.text(Key.TLS_CA), values.text(Key.TLS_CERTIFICATE), values.text(Key.TLS_KEY));
    List<String> files = List.of(tls.ca(), tls.certificate(), tls.key());
    boolean none = files.stream().allMatch(String::isEmpty);
    if (!none && files.stream().anyMatch(String::isEmpty)) {
      values.problem(
          List.of(Key.TLS_CA, Key.TLS_CERTIFICATE, Key.TLS_KEY),
          "serai.tls is set in part; set serai.tls.ca, serai.tls.certificate and serai.tls.key,"
              + " or none of them");
    }
    return tls;
  }
}
