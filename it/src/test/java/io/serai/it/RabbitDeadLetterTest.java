package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and answers that RabbitMQ alone would redeliver for ever or throw away. */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class RabbitDeadLetterTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String JOB = "{\"language\":\"python\",\"code\":\"print(7)\"}";

  private static DeadLetterHub hub;
  private static Connection connection;
  private static Channel channel;
  private static String replies;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    String uri = System.getenv("SERAI_TEST_RABBITMQ");
    Assumptions.assumeTrue(
        uri != null, "no RabbitMQ server: SERAI_TEST_RABBITMQ is not set; ./serai test starts one");
    hub =
        DeadLetterHub.start(
            directory,
            Map.of(
                "serai.ingress.rabbitmq", "true",
                "serai.rabbitmq.uri", String.valueOf(uri),
                "serai.ingress.max-tries", "3",
                "serai.replies.max-tries", "2"));
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(String.valueOf(uri));
    connection = factory.newConnection();
    channel = connection.createChannel();
    replies = channel.queueDeclare("", false, false, true, Map.of()).getQueue();
  }

  @BeforeEach
  void purge() throws IOException {
    channel.queuePurge("serai.dead-letters");
  }

  @AfterEach
  void settle() {
    hub.serai("drop", "--all");
  }

  @AfterAll
  static void stop() {
    if (connection != null) {
      connection.abort();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void keepsAPoisonMessageAfterSoManyTriesAndGoesOn() throws Exception {
    send(JOB, poisoned("c-1"));
    send(JOB, properties("c-2").build());

    Map<String, JsonNode> answers = new HashMap<>();
    while (!answers.keySet().containsAll(List.of("c-1", "c-2"))) {
      GetResponse answer = take(replies, null);
      answers.put(correlation(answer), json(answer));
    }
    assertThat(answers.getOrDefault("c-2", MissingNode.getInstance()).path("stdout").asText())
        .isEqualTo("7\n");
    JsonNode problem = answers.getOrDefault("c-1", MissingNode.getInstance());
    assertThat(problem.path("type").asText()).isEqualTo("urn:serai:problem:poison");
    GetResponse copy = take("serai.dead-letters", null);
    assertThat(copy.getBody()).isEqualTo(JOB.getBytes(StandardCharsets.UTF_8));
    assertThat(copy.getProps().getHeaders().get("x-mine")).hasToString("kept");

    JsonNode letter = hub.letter("poison");
    assertThat(letter.path("message").asText())
        .isEqualTo(
            "intake failed on the message in each of 3 tries; last:"
                + " java.lang.IllegalStateException: intake stumbles");
    assertThat(hub.hub().log())
        .contains("On delivery attempt: 0 caught", "On delivery attempt: 1 caught");
    assertThat(letter.path("origin").path("name").asText()).isEqualTo("serai.jobs");
    JsonNode whole = hub.get("/v1/dead-letters/" + letter.path("id").asText());
    assertThat(whole.path("body").path("text").asText()).isEqualTo(JOB);
    assertThat(whole.path("headers").findValuesAsText("name")).contains("x-mine", "ce_type");
    assertThat(whole.path("envelope").path("reply").path("correlationId").asText())
        .isEqualTo("c-1");
  }

  @Test
  void replaysAPoisonMessageOnceItIsMendedAndAnswersItsSender() throws Exception {
    send(JOB, poisoned("c-3"));
    reply("c-3");
    String id = hub.letter("poison").path("id").asText();
    assertThat(hub.serai("list").out()).contains("poison", "serai.jobs", "intake failed");
    assertThat(hub.serai("show", id).out()).contains("\"name\" : \"x-mine\"");

    hub.mend();
    DeadLetterHub.Said said = hub.serai("replay", "--all", "--code", "poison");
    hub.spoil();

    assertThat(said.errors()).isEmpty();
    assertThat(said.out()).startsWith(id + " replayed as job ");
    JsonNode result = json(reply("c-3"));
    assertThat(result.path("stdout").asText()).isEqualTo("7\n");
    assertThat(said.out()).contains(result.path("jobId").asText());
    assertThat(hub.letters("?state=kept")).isEmpty();
    assertThat(hub.get("/v1/dead-letters/" + id).path("settledBy").asText()).isEqualTo("local");
    assertThat(hub.serai("replay", id).errors())
        .contains("dead letter '" + id + "' was replayed or dropped before");
  }

  @Test
  void refusesAReplayForItsNewReasonAndDropsWhatIsGivenUp() throws Exception {
    send(
        "{\"language\":\"python\",\"code\":\"1\",\"tenant\":\"nobody\"}",
        properties("c-4").build());
    reply("c-4");
    String id = hub.letter("unknown-tenant").path("id").asText();

    DeadLetterHub.Said again = hub.serai("replay", id);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.errors()).contains("was refused again; tenant 'nobody' is unknown");
    assertThat(hub.get("/v1/dead-letters/" + id).path("times").asInt()).isEqualTo(2);

    assertThat(hub.serai("drop", id).out()).isEqualTo(id + " dropped\n");
    assertThat(hub.get("/v1/dead-letters/" + id).path("state").asText()).isEqualTo("dropped");
    assertThat(hub.serai("drop").errors()).contains("by their IDs, or by --all");
    assertThat(hub.serai("show", "987654321").errors())
        .contains("dead letter '987654321' is unknown");
  }

  @Test
  void keepsAMessageThatNoDatabaseStores() throws Exception {
    send(JOB.replace("}", ",\"idempotencyKey\":\"a\\u0000b\"}"), properties("c-5").build());

    assertThat(json(reply("c-5")).path("type").asText()).isEqualTo("urn:serai:problem:unstorable");
    assertThat(hub.letter("unstorable").path("times").asInt()).isEqualTo(1);
  }

  @Test
  void keepsAnAnswerWhoseQueueIsGoneAndSendsItWhenItIsBack() throws Exception {
    String queue = "late-" + UUID.randomUUID();
    send(JOB, properties("c-6").replyTo(queue).build());

    JsonNode letter = hub.letter("reply-undeliverable");
    assertThat(letter.path("message").asText())
        .contains("tried 2 times", "reply queue '" + queue + "' is not there");

    channel.queueDeclare(queue, false, false, true, Map.of());
    assertThat(hub.serai("replay", letter.path("id").asText()).out()).contains("replayed");
    JsonNode result = json(take(queue, "c-6"));
    assertThat(result.path("jobId")).isEqualTo(letter.path("jobId"));
  }

  @Test
  void keepsARefusedMessageWhoseSenderIsGone() throws Exception {
    send("{", properties("c-7").replyTo("gone-" + UUID.randomUUID()).build());

    assertThat(hub.letter("malformed-json").path("times").asInt()).isEqualTo(1);
    send(JOB, properties("c-8").build());
    reply("c-8");
    assertThat(hub.letter("malformed-json").path("times").asInt()).isEqualTo(1);
  }

  @Test
  void answersARepetitionFromAnotherAddressWithTheFirstResult() throws Exception {
    String messageId = UUID.randomUUID().toString();
    send(JOB, properties("c-9").messageId(messageId).build());
    GetResponse first = reply("c-9");
    send(JOB, properties("c-10").messageId(messageId).build());
    GetResponse second = reply("c-10");
    send(JOB, properties("c-10").messageId(messageId).build());
    send(JOB, properties("c-11").build());

    assertThat(json(second)).isEqualTo(json(first));
    assertThat(second.getProps().getMessageId())
        .isNotEqualTo(first.getProps().getMessageId())
        .startsWith(json(first).path("jobId").asText() + "-");
    List<String> after = new ArrayList<>();
    do {
      after.add(correlation(take(replies, null)));
    } while (!after.contains("c-11"));
    assertThat(after).containsExactly("c-11");
  }

  private BasicProperties.Builder properties(String correlation) {
    return new BasicProperties.Builder().replyTo(replies).correlationId(correlation);
  }

  private BasicProperties poisoned(String correlation) {
    return properties(correlation).headers(Map.of("ce_type", "here", "x-mine", "kept")).build();
  }

  private void send(String job, BasicProperties properties) throws IOException {
    channel.basicPublish("", "serai.jobs", properties, job.getBytes(StandardCharsets.UTF_8));
  }

  private GetResponse reply(String correlation) {
    return take(replies, correlation);
  }

  private GetResponse take(String queue, @org.jspecify.annotations.Nullable String correlation) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> channel.basicGet(queue, true),
            got -> got != null && (correlation == null || correlation.equals(correlation(got))));
  }

  private static String correlation(GetResponse message) {
    return message.getProps().getCorrelationId();
  }

  private static JsonNode json(GetResponse message) throws IOException {
    return Json.MAPPER.readTree(message.getBody());
  }
}
