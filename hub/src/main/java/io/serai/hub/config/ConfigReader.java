package io.serai.hub.config;

import io.serai.hub.secret.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Reads the configuration: the defaults, then {@code serai.properties}, then the environment, then
 * the command line; the later wins. Reports everything wrong at once.
 */
public final class ConfigReader {

  private static final String SERVERS = "[^,:\\s]+:\\d{1,5}(\\s*,\\s*[^,:\\s]+:\\d{1,5})*";

  private static final String URL = "https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/\\-]*)?";

  private final Map<Key, String> values = new EnumMap<>(Key.class);
  private final List<String> problems = new ArrayList<>();

  /** Starts from the defaults. */
  public ConfigReader() {
    for (Key key : Key.values()) {
      values.put(key, key.defaultValue());
    }
  }

  /** Lays a properties file over what is there. */
  public ConfigReader file(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      problems.add("configuration file '" + file + "' cannot be read; " + e.getMessage());
    }
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> set(name, properties.getProperty(name), file.toString()));
    return this;
  }

  /** Lays the environment's {@code SERAI_} variables over what is there. */
  public ConfigReader environment(Map<String, String> environment) {
    for (Key key : Key.values()) {
      Optional.ofNullable(environment.get(key.variable()))
          .ifPresent(value -> values.put(key, value));
    }
    return this;
  }

  /** Lays {@code key=value} pairs of the command line over what is there. */
  public ConfigReader settings(Map<String, String> settings) {
    settings.forEach((name, value) -> set(name, value, "--set"));
    return this;
  }

  private void set(String name, String value, String where) {
    Arrays.stream(Key.values())
        .filter(key -> key.word().equals(name))
        .findFirst()
        .ifPresentOrElse(
            key -> values.put(key, value.trim()),
            () ->
                problems.add(
                    where
                        + ": key '"
                        + name
                        + "' is unknown; allowed: "
                        + Arrays.stream(Key.values())
                            .map(Key::word)
                            .collect(Collectors.joining(", "))));
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
            home.resolve(text(Key.STATE)),
            http(),
            rabbitmq(secrets),
            kafka(secrets),
            new HubConfig.Database(
                text(Key.DATABASE_URL),
                text(Key.DATABASE_USER),
                secrets.reference(text(Key.DATABASE_PASSWORD)),
                number(Key.DATABASE_CONNECTIONS, 8, 200),
                number(Key.DATABASE_PARTITION_DAYS, 1, 31)),
            new HubConfig.Run(
                number(Key.RUN_SLOTS, 1, 1024),
                Duration.ofSeconds(number(Key.LEASE_SECONDS, 10, 600)),
                Duration.ofSeconds(number(Key.SHUTDOWN_SECONDS, 0, 3_600)),
                text(Key.DOCKER_HOST)),
            tls(),
            otlp(),
            flag(Key.METRICS),
            secrets,
            new AccessReader(this::text, problems).read(),
            objects(secrets),
            new HubConfig.Tries(
                number(Key.INGRESS_TRIES, 1, 100), number(Key.REPLY_TRIES, 1, 1000)));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  private Secrets secrets() {
    String vault = url(Key.VAULT_URL);
    return vault.isEmpty() || !vault.matches(URL)
        ? Secrets.local(System::getenv)
        : Secrets.withVault(
            System::getenv, URI.create(vault), text(Key.VAULT_TOKEN), Clock.systemUTC());
  }

  private HubConfig.Http http() {
    return new HubConfig.Http(
        flag(Key.HTTP_ENABLED),
        text(Key.HTTP_HOST),
        number(Key.HTTP_PORT, 1, 65_535),
        number(Key.HTTP_WAITING, 1, 4096),
        pair(Key.HTTP_CERTIFICATE, Key.HTTP_KEY),
        new HttpLimits(
            number(Key.HTTP_CONNECTIONS, 1, 100_000),
            number(Key.HTTP_PER_ADDRESS, 1, 100_000),
            Duration.ofSeconds(number(Key.HTTP_PATIENCE, 1, 600)),
            number(Key.HTTP_RATE, 1, 1 << 20)));
  }

  private HubConfig.Rabbitmq rabbitmq(Secrets secrets) {
    return new HubConfig.Rabbitmq(
        flag(Key.RABBITMQ_ENABLED),
        text(Key.RABBITMQ_URI),
        secrets.reference(text(Key.RABBITMQ_PASSWORD)),
        new BrokerTls(text(Key.RABBITMQ_CA), pair(Key.RABBITMQ_CERTIFICATE, Key.RABBITMQ_KEY)),
        proof(Key.RABBITMQ_TENANT, SenderProof.NONE, SenderProof.USER_ID, SenderProof.SIGNED));
  }

  private HubConfig.Kafka kafka(Secrets secrets) {
    KafkaSecurity security =
        new KafkaSecurity(
            oneOf(Key.KAFKA_SECURITY, List.of("PLAINTEXT", "SSL", "SASL_SSL")),
            new BrokerTls(text(Key.KAFKA_CA), pair(Key.KAFKA_CERTIFICATE, Key.KAFKA_KEY)),
            oneOf(Key.KAFKA_MECHANISM, List.of("SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN")),
            text(Key.KAFKA_USER),
            secrets.reference(text(Key.KAFKA_PASSWORD)));
    return new HubConfig.Kafka(
        flag(Key.KAFKA_ENABLED),
        servers(Key.KAFKA_BOOTSTRAP),
        security,
        proof(Key.KAFKA_TENANT, SenderProof.NONE, SenderProof.TOPIC, SenderProof.SIGNED));
  }

  private HubConfig.Objects objects(Secrets secrets) {
    HubConfig.Objects objects =
        new HubConfig.Objects(
            text(Key.OBJECTS_BUCKET),
            url(Key.OBJECTS_ENDPOINT),
            text(Key.OBJECTS_REGION),
            secrets.reference(text(Key.OBJECTS_ACCESS_KEY)),
            secrets.reference(text(Key.OBJECTS_SECRET_KEY)),
            flag(Key.OBJECTS_PATH_STYLE),
            number(Key.OBJECTS_FROM_BYTES, 1 << 10, 1 << 24));
    if (objects.accessKey().isEmpty() != objects.secretKey().isEmpty()) {
      problems.add(
          "serai.objects.access-key and serai.objects.secret-key belong together; set both, or"
              + " none");
    }
    if (!objects.remote() && !objects.endpoint().isEmpty()) {
      problems.add("serai.objects.endpoint is set without serai.objects.bucket; name the bucket");
    }
    return objects;
  }

  private PemPair pair(Key certificate, Key key) {
    PemPair pair = new PemPair(text(certificate), text(key));
    if (pair.certificate().isEmpty() != pair.key().isEmpty()) {
      problems.add(
          certificate.word() + " and " + key.word() + " belong together; set both, or none");
    }
    return pair;
  }

  private SenderProof proof(Key key, SenderProof... allowed) {
    String word = oneOf(key, Arrays.stream(allowed).map(SenderProof::word).toList());
    return Arrays.stream(allowed)
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(SenderProof.NONE);
  }

  private String oneOf(Key key, List<String> allowed) {
    String value = text(key);
    if (!allowed.contains(value)) {
      problems.add(
          key.word() + " '" + value + "' is unknown; allowed: " + String.join(", ", allowed));
    }
    return value;
  }

  private HubConfig.Otlp otlp() {
    return new HubConfig.Otlp(
        url(Key.OTLP_ENDPOINT),
        oneOf(Key.OTLP_PROTOCOL, List.of(HubConfig.Otlp.HTTP, HubConfig.Otlp.GRPC)),
        number(Key.OTLP_SHARE, 0, 100),
        Duration.ofMillis(number(Key.OTLP_SLOW, 1, 86_400_000)));
  }

  private HubConfig.Tls tls() {
    HubConfig.Tls tls =
        new HubConfig.Tls(text(Key.TLS_CA), text(Key.TLS_CERTIFICATE), text(Key.TLS_KEY));
    List<String> files = List.of(tls.ca(), tls.certificate(), tls.key());
    boolean none = files.stream().allMatch(String::isEmpty);
    if (!none && files.stream().anyMatch(String::isEmpty)) {
      problems.add(
          "serai.tls is set in part; set serai.tls.ca, serai.tls.certificate and serai.tls.key,"
              + " or none of them");
    }
    return tls;
  }

  private String text(Key key) {
    return String.valueOf(values.get(key));
  }

  private String servers(Key key) {
    String value = text(key);
    if (!value.matches(SERVERS)) {
      problems.add(
          key.word() + " '" + value + "' is not a list of servers; allowed: HOST:PORT, by commas");
    }
    return value;
  }

  private String url(Key key) {
    String value = text(key);
    if (!value.isEmpty() && !value.matches(URL)) {
      problems.add(
          key.word() + " '" + value + "' is not a URL; allowed: http:// or https://HOST:PORT");
    }
    return value;
  }

  private boolean flag(Key key) {
    String value = text(key);
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(key.word() + " '" + value + "' is not a switch; allowed: true, false");
    }
    return value.equals("true");
  }

  private int number(Key key, int min, int max) {
    String value = text(key);
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Worded below, like a number out of range.
    }
    problems.add(key.word() + " '" + value + "' is not allowed; allowed: " + min + " to " + max);
    return min;
  }
}
