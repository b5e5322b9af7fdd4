package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Headers by which Camel's components are steered, sent by every way in: none reaches a route. The
 * hub's intake is made to tell what it finds.
 *
 * <p>CVE-2026-49098: {@code kafka.OVERRIDE_TOPIC} chose the topic. CVE-2026-46726: parameters of a
 * request became headers. CVE-2026-40022: authentication held for the root path only.
 */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before the first test.
class HeaderInjectionTest {

  /** What a dead letter may give back to its broker: the hub's own, and what steers nobody. */
  private static final Predicate<String> HARMLESS =
      Pattern.compile("serai-[a-z-]+|x-unwanted").asMatchPredicate();

  private static final List<String> STEERING =
      List.of(
          "kafka.OVERRIDE_TOPIC",
          "kafka.TOPIC",
          "kafka.KEY",
          "kafka.PARTITION_KEY",
          "kafka.OFFSET",
          "CamelKafkaOverrideTopic",
          "CamelKafkaManualCommit",
          "CamelSpringRabbitmqRoutingOverrideKey",
          "CamelSpringRabbitmqExchangeOverrideName",
          "CamelSpringRabbitmqReplyTo",
          "CamelHttpUri",
          "CamelHttpPath",
          "CamelHttpMethod",
          "CamelHttpQuery",
          "CamelHttpResponseCode",
          "CamelFileName",
          "CamelExecCommandExecutable",
          "CamelBeanMethodName",
          "CamelDockerHost",
          "CamelDockerCmd",
          "CamelAwsS3Key",
          "CamelToEndpoint",
          "CamelSlipEndpoint",
          "CamelTimerName",
          "org.apache.camel.anything",
          "JMSReplyTo",
          "X-Unwanted");

  private static final String FOUND = "intake found headers: ";

  private static AmqpServer amqp;
  private static KafkaServer kafka;
  private static Topics topics;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path intake = home.resolve("routes/10-intake/intake.camel.yaml");
    Files.writeString(
        intake,
        Files.readString(intake)
            .replace(
                "      steps:\n",
                "      steps:\n        - log:\n            loggingLevel: WARN\n            message: \""
                    + FOUND
                    + "${headers}\"\n"));
    amqp = AmqpServer.start(directory.resolve("amqp"));
    kafka = KafkaServer.start(directory.resolve("kafka"));
    topics =
        new Topics(Map.of("bootstrap.servers", kafka.bootstrap(), "metadata.max.age.ms", 1_000));
    hub =
        StartedHub.start(
            home,
            directory.resolve("state"),
            Map.of(
                "serai.ingress.rabbitmq",
                "true",
                "serai.rabbitmq.uri",
                amqp.uri(),
                "serai.ingress.kafka",
                "true",
                "serai.kafka.bootstrap",
                kafka.bootstrap()));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {topics, hub, kafka, amqp}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** Each name as it is, in lower case, and in a case of its own. */
  private static Map<String, String> steering() {
    Map<String, String> headers = new HashMap<>();
    for (String name : STEERING) {
      headers.put(name, "evil");
      headers.put(name.toLowerCase(Locale.ROOT), "evil");
      headers.put(oddly(name), "evil");
    }
    return headers;
  }

  private static String oddly(String name) {
    StringBuilder odd = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      String each = name.substring(i, i + 1);
      odd.append(i % 2 == 0 ? each.toLowerCase(Locale.ROOT) : each.toUpperCase(Locale.ROOT));
    }
    return odd.toString();
  }

  @Test
  void letsNoHeaderOfARequestIn() throws Exception {
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    steering().forEach((name, value) -> headers.addAll(List.of(name, value)));
    HttpResponse<String> answer = hub.post("/execute", Mailbox.JOB, headers.toArray(String[]::new));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.body()).path("stdout").asText()).isEqualTo("7\n");
    assertThat(answer.headers().map().keySet())
        .allMatch(name -> name.matches("(?i)content-type|content-length"));
    assertIntakeFoundNothing();
  }

  @Test
  void refusesParametersThatTheContractDoesNotHave() throws Exception {
    for (String name : STEERING) {
      for (String spelled : List.of(name, oddly(name))) {
        HttpResponse<String> answer = hub.post("/execute?" + spelled + "=evil", Mailbox.JOB);
        assertThat(answer.statusCode()).as(spelled).isEqualTo(400);
        assertThat(answer.body()).contains("urn:serai:problem:unknown-parameter");
      }
    }
    assertThat(hub.get("/v1/jobs?limit=1&limit=2").statusCode()).isEqualTo(400);
    assertThat(hub.get("/v1/jobs?limit=1&id=x").statusCode()).isEqualTo(400);
    assertThat(hub.get("/v1/jobs?limit=1").statusCode()).isEqualTo(200);
  }

  /** A header of a path parameter's name would be asked for instead of it, or with it. */
  @Test
  void asksForTheJobOfThePathAndNoOther() throws Exception {
    HttpResponse<String> done = hub.post("/execute", Mailbox.JOB);
    String id = Json.MAPPER.readTree(done.body()).path("jobId").asText();
    HttpResponse<String> found =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(hub.uri("/v1/jobs/" + id))
                    .header("id", "00000000-0000-7000-8000-000000000000")
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(found.body()).path("id").asText()).isEqualTo(id);
  }

  @Test
  void letsNoHeaderOfAMessageInAndAnswersItsSenderOnly() throws Exception {
    try (Mailbox box = new Mailbox(amqp.uri())) {
      box.channel.queueDeclare("evil", false, false, true, Map.of());
      Map<String, Object> headers = new HashMap<>(steering());
      String correlation = box.send(Mailbox.JOB, new BasicProperties.Builder().headers(headers));
      assertThat(box.answer(correlation).path("stdout").asText()).isEqualTo("7\n");
      String refused = box.send("{", new BasicProperties.Builder().headers(headers));
      box.answer(refused);
      assertThat(box.deadLetter().getProps().getHeaders().keySet())
          .contains("serai-reason-code", "serai-reason")
          .allMatch(HARMLESS);
      assertThat(box.channel.basicGet("evil", true)).isNull();
    }
    assertIntakeFoundNothing();
  }

  @Test
  void letsNoHeaderOfARecordInAndWritesToItsOwnTopicsOnly() throws Exception {
    String key = topics.send("serai.jobs", Mailbox.JOB, steering());
    assertThat(headers(topics.answer(key)))
        .containsExactlyInAnyOrder("correlation-id", "message-id", "traceparent");
    topics.answer(topics.send("serai.jobs", "{", steering()));
    assertThat(headers(topics.deadLetter("malformed-json")))
        .contains("serai-reason-code", "serai-reason")
        .allMatch(HARMLESS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      assertThat(admin.listTopics().names().get()).doesNotContain("evil");
    }
    assertIntakeFoundNothing();
  }

  /** Camel's own HTTP server and WebSockets are not there to be got round. */
  @Test
  void hasNothingOfWhatWasFoundVulnerable() {
    for (String name :
        List.of(
            "org.apache.camel.component.platform.http.main.MainHttpServer",
            "org.apache.camel.component.vertx.websocket.VertxWebsocketComponent")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> Class.forName(name))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static List<String> headers(
      org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> record) {
    List<String> names = new ArrayList<>();
    record.headers().forEach(each -> names.add(each.key()));
    return names;
  }

  private static void assertIntakeFoundNothing() throws IOException {
    List<String> found =
        hub.log()
            .lines()
            .filter(line -> line.contains(FOUND))
            .map(HeaderInjectionTest::tail)
            .toList();
    assertThat(found).isNotEmpty();
    assertThat(found)
        .allMatch(
            each -> each.matches("\\{(CamelKafkaManualCommit=KafkaManualCommit\\[[^\\]]*])?}"));
    assertThat(hub.log()).doesNotContain("evil");
  }

  private static String tail(String line) {
    return line.substring(line.indexOf(FOUND) + FOUND.length());
  }
}
