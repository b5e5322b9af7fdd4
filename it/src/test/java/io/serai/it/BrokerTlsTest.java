package io.serai.it;

import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that cannot believe its brokers, or they not the hub, says why. */
@SuppressWarnings("NullAway.Init") // JUnit starts the brokers before the first test.
class BrokerTlsTest {

  private static Path directory;
  private static PrivateRabbit rabbit;
  private static KafkaServer kafka;

  @BeforeAll
  static void start(@TempDir Path made) throws Exception {
    directory = made;
    Path certificates = directory.resolve("certificates");
    Certificates.hub(certificates);
    Certificates.node(certificates, "server", "127.0.0.1");
    Certificates.hub(directory.resolve("others"));
    rabbit = PrivateRabbit.start(directory.resolve("tls"), certificates);
    Map<String, String> sasl = new HashMap<>(WitnessedSendersTest.broker(certificates, "none"));
    sasl.put("sasl.enabled.mechanisms", "PLAIN");
    sasl.put(
        "listener.name.clients.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"hub\""
            + " password=\"s\" user_hub=\"s\";");
    kafka = KafkaServer.start(directory.resolve("kafka"), Ports.free(), "SASL_SSL", sasl);
  }

  @AfterAll
  static void stop() throws Exception {
    if (kafka != null) {
      kafka.close();
    }
    if (rabbit != null) {
      rabbit.close();
    }
  }

  @Test
  void isReadyWhenAllBelieveEachOther() throws Exception {
    assertReadyz("right", Map.of(), "\"status\":\"up\"");
  }

  @Test
  void saysThatItKnowsAnotherAuthority() throws Exception {
    String others = directory.resolve("others/ca.pem").toString();
    assertReadyz(
        "authority",
        Map.of("serai.rabbitmq.tls.ca", others, "serai.kafka.tls.ca", others),
        "broker does not answer; Path does not chain with any of the trust anchors",
        "broker is not believed, or does not believe: Path does not chain with any of the trust anchors");
  }

  @Test
  void saysThatABrokerHasAnotherName() throws Exception {
    assertReadyz(
        "name",
        Map.of(
            "serai.rabbitmq.uri", rabbit.tlsUri().replace("127.0.0.1", "localhost"),
            "serai.kafka.bootstrap", kafka.bootstrap().replace("127.0.0.1", "localhost")),
        "broker does not answer; No ",
        "broker is not believed, or does not believe: No ",
        "localhost");
  }

  @Test
  void saysThatAPasswordIsWrong() throws Exception {
    assertReadyz(
        "password",
        Map.of(
            "serai.rabbitmq.uri",
            rabbit.tlsUri().replace(":guest@", ":wrong@"),
            "serai.kafka.sasl.password",
            "wrong"),
        "ACCESS_REFUSED",
        "broker is not believed, or does not believe: Authentication failed");
  }

  private static void assertReadyz(String name, Map<String, String> other, String... said)
      throws Exception {
    String ca = directory.resolve("certificates/ca.pem").toString();
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.ingress.rabbitmq", "true");
    settings.put("serai.rabbitmq.uri", rabbit.tlsUri());
    settings.put("serai.rabbitmq.tls.ca", ca);
    settings.put("serai.ingress.kafka", "true");
    settings.put("serai.kafka.bootstrap", kafka.bootstrap());
    settings.put("serai.kafka.security", "SASL_SSL");
    settings.put("serai.kafka.sasl.mechanism", "PLAIN");
    settings.put("serai.kafka.sasl.user", "hub");
    settings.put("serai.kafka.sasl.password", "s");
    settings.put("serai.kafka.tls.ca", ca);
    settings.putAll(other);
    Path state = Files.createDirectories(directory.resolve(name));
    try (StartedHub hub = StartedHub.launch(StartedHub.HOME, state, settings)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  org.assertj.core.api.Assertions.assertThat(hub.get("/readyz").body())
                      .contains(said));
    }
  }
}
