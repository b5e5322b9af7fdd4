package io.serai.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  private static final Path HOME = Path.of("/srv/serai");

  @Test
  void hasADefaultForEveryKey() {
    assertThat(new ConfigReader().read(HOME))
        .isEqualTo(
            new HubConfig(
                HOME,
                Path.of("/srv/serai/state"),
                new HubConfig.Http(true, "127.0.0.1", 8080, 256),
                new HubConfig.Rabbitmq(false, "amqp://guest:guest@127.0.0.1:5672"),
                new HubConfig.Kafka(false, "127.0.0.1:9092"),
                new HubConfig.Database("", "", "", 12),
                new HubConfig.Run(8, Duration.ofSeconds(30), "unix:///var/run/docker.sock"),
                new HubConfig.Tls("", "", ""),
                new HubConfig.Otlp(""),
                new HubConfig.Tries(5, 8)));
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
            .settings(Map.of("serai.tls.ca", "ca.pem"));

    assertThatThrownBy(() -> reader.read(HOME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--set: key 'serai.htp.port' is unknown; allowed: serai.state, ")
        .hasMessageContaining("serai.http.port '0' is not allowed; allowed: 1 to 65535")
        .hasMessageContaining("serai.otlp.endpoint '127.0.0.1:4318' is not a URL; allowed: http")
        .hasMessageContaining("serai.tls is set in part; set serai.tls.ca, ")
        .hasMessageContaining("serai.ingress.kafka 'yes' is not a switch; allowed: true, false");
  }
}
