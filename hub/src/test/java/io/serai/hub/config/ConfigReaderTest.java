package io.serai.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.secret.SecretReference;
import io.serai.hub.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  private static final Path HOME = Path.of("/srv/serai");
  private static final PemPair NO_PAIR = new PemPair("", "");

  @Test
  void hasADefaultForEveryKey() {
    Secrets secrets = Secrets.local(name -> null);
    SecretReference none = secrets.reference("");
    assertThat(new ConfigReader().read(HOME))
        .usingRecursiveComparison()
        .withComparatorForType(Comparator.comparing(String::valueOf), SecretReference.class)
        .ignoringFieldsOfTypes(Secrets.class)
        .isEqualTo(
            new HubConfig(
                HOME,
                Path.of("/srv/serai/state"),
                new HubConfig.Http(
                    true,
                    "127.0.0.1",
                    8080,
                    256,
                    NO_PAIR,
                    new HttpLimits(4096, 1024, Duration.ofSeconds(20), 1024)),
                new HubConfig.Rabbitmq(
                    false,
                    "amqp://guest:guest@127.0.0.1:5672",
                    none,
                    new BrokerTls("", NO_PAIR),
                    SenderProof.NONE),
                kafka(none),
                new HubConfig.Database("", "", none, 12, 7),
                run(),
                new HubConfig.Tls("", "", ""),
                new HubConfig.Otlp("", "http/protobuf", 100, Duration.ofSeconds(10)),
                true,
                secrets,
                new HubConfig.Access(
                    false, new HubConfig.Oidc("", "", "", "tenant", "roles", "sub")),
                new HubConfig.Objects("", "", "us-east-1", none, none, true, 65_536),
                new HubConfig.Tries(5, 8),
                new HubConfig.Edits(Duration.ofMillis(250), Duration.ofSeconds(5)),
                new HubConfig.Git("", "main", "", Duration.ofSeconds(10), "", none)));
  }

  private static HubConfig.Kafka kafka(SecretReference none) {
    return new HubConfig.Kafka(
        false,
        "127.0.0.1:9092",
        new KafkaSecurity("PLAINTEXT", new BrokerTls("", NO_PAIR), "SCRAM-SHA-512", "", none),
        SenderProof.NONE);
  }

  private static HubConfig.Run run() {
    return new HubConfig.Run(
        8, Duration.ofSeconds(30), Duration.ofSeconds(20), "unix:///var/run/docker.sock");
  }

  @Test
  void letsTheLaterSourceWin(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("serai.properties"), "serai.http.port=1\n");

    assertThat(new ConfigReader().file(file).read(HOME).http().port()).isEqualTo(1);
    assertThat(
            new ConfigReader()
                .file(file)
                .environment(Map.of("SERAI_HTTP_PORT", "2"))
                .read(HOME)
                .http()
                .port())
        .isEqualTo(2);
    assertThat(
            new ConfigReader()
                .environment(Map.of("SERAI_HTTP_PORT", "2"))
                .settings(Map.of("serai.http.port", "3"))
                .read(HOME)
                .http()
                .port())
        .isEqualTo(3);
  }

  @Test
  void sendsTracesToThePathThatOtlpNames() {
    for (String endpoint : List.of("http://127.0.0.1:4318", "http://127.0.0.1:4318/")) {
      assertThat(
              new ConfigReader()
                  .settings(Map.of("serai.otlp.endpoint", endpoint))
                  .read(HOME)
                  .otlp()
                  .traces())
          .hasToString("http://127.0.0.1:4318/v1/traces");
    }
  }

  @Test
  void reportsEverythingWrongAtOnce() {
    ConfigReader reader =
        new ConfigReader()
            .settings(Map.of("serai.http.port", "0"))
            .settings(Map.of("serai.ingress.kafka", "yes"))
            .settings(Map.of("serai.htp.port", "1"))
            .settings(Map.of("serai.otlp.endpoint", "127.0.0.1:4318"))
            .settings(Map.of("serai.tls.ca", "ca.pem"))
            .settings(Map.of("serai.http.tls.key", "hub.key"))
            .settings(Map.of("serai.rabbitmq.tenant", "topic"))
            .settings(Map.of("serai.kafka.security", "TLS"));

    assertThatThrownBy(() -> reader.read(HOME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--set: key 'serai.htp.port' is unknown; allowed: serai.http.port, ")
        .hasMessageContaining("serai.http.port '0' is not allowed; allowed: 1 to 65535")
        .hasMessageContaining("serai.otlp.endpoint '127.0.0.1:4318' is not a URL; allowed: http")
        .hasMessageContaining("serai.tls is set in part; set serai.tls.ca, ")
        .hasMessageContaining(
            "serai.http.tls.certificate and serai.http.tls.key belong together; set both, or none")
        .hasMessageContaining(
            "serai.rabbitmq.tenant 'topic' is unknown; allowed: none, user-id, signed")
        .hasMessageContaining(
            "serai.kafka.security 'TLS' is unknown; allowed: PLAINTEXT, SSL, SASL_SSL")
        .hasMessageContaining("serai.ingress.kafka 'yes' is not a switch; allowed: true, false");
  }

  @Test
  void servesNobodyElseWithoutCredentials() {
    assertThat(problems(Map.of("serai.http.host", "0.0.0.0")))
        .contains(
            "serai.http.host '0.0.0.0' is reached from other machines, and serai.http.auth is none:"
                + " set serai.http.auth to required, or use a loopback address");
    assertThat(problems(Map.of("serai.http.host", "0.0.0.0", "serai.http.auth", "required")))
        .isEmpty();
    assertThat(problems(Map.of("serai.http.host", "0.0.0.0", "serai.ingress.http", "false")))
        .isEmpty();
    assertThat(problems(Map.of("serai.http.host", "::1"))).isEmpty();
    assertThat(problems(Map.of("serai.http.host", "localhost"))).isEmpty();
  }

  @Test
  void saysWhatTokensStillNeed() {
    assertThat(problems(Map.of("serai.http.auth", "maybe")))
        .contains("serai.http.auth 'maybe' is not allowed; allowed: none, required");
    assertThat(problems(Map.of("serai.oidc.issuer", "https://id.example.org")))
        .contains("serai.oidc.issuer is set, but nobody is asked for a token;")
        .contains("serai.oidc.audience is empty;");
    assertThat(
            problems(
                Map.of(
                    "serai.http.auth", "required",
                    "serai.oidc.issuer", "http://id.example.org",
                    "serai.oidc.audience", "serai")))
        .contains("serai.oidc.issuer 'http://id.example.org' is not safe; allowed: an https: URL");
    assertThat(problems(Map.of("serai.oidc.audience", "serai")))
        .contains("serai.oidc.audience is set without serai.oidc.issuer;");
  }

  private static String problems(Map<String, String> settings) {
    try {
      new ConfigReader().settings(settings).read(HOME);
      return "";
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
