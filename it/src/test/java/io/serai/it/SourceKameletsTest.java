package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors that are made of source kamelets: added, changed and taken away while the hub runs. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class SourceKameletsTest extends HttpCalls {

  private static Doors doors;
  private static AmqpServer rabbitmq;
  private static KafkaServer kafka;
  private static Mailbox mailbox;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    rabbitmq = AmqpServer.start(directory.resolve("amqp"));
    kafka = KafkaServer.start(directory.resolve("kafka"));
    mailbox = new Mailbox(rabbitmq.uri());
    hub =
        StartedHub.start(
            home,
            directory.resolve("state"),
            Map.of(
                "serai.ingress.rabbitmq",
                "true",
                "serai.rabbitmq.uri",
                rabbitmq.uri(),
                "serai.kafka.bootstrap",
                kafka.bootstrap(),
                "serai.docker.host",
                ""));
    doors = new Doors(home, hub);
  }

  @AfterAll
  static void stopBrokers() {
    mailbox.close();
    kafka.close();
    rabbitmq.close();
  }

  @Test
  void takesJobsFromAQueueOfItsOwnAsLongAsItsDoorStands() throws Exception {
    queue("north");
    queue("south");
    doors.open("rabbitmq-own", rabbitmqDoor("north"));
    assertThat(mailbox.answer(send("north", Mailbox.JOB)).path("stdout").asText()).isEqualTo("7\n");

    // An edit of the door: what it took before, nobody takes any more.
    doors.open("rabbitmq-own", rabbitmqDoor("south"));
    assertThat(mailbox.answer(send("south", Mailbox.JOB)).path("stdout").asText()).isEqualTo("7\n");
    send("north", Mailbox.JOB);
    assertStays("north");

    doors.close("rabbitmq-own");
    send("south", Mailbox.JOB);
    assertStays("south");
    assertThat(mailbox.answer(mailbox.send(Mailbox.JOB, new BasicProperties.Builder())))
        .as("the hub's own queue")
        .isNotEmpty();
  }

  @Test
  void keepsWhatCannotBecomeAJobAndAcceptsAMessageOnce() throws Exception {
    queue("east");
    doors.open("rabbitmq-east", rabbitmqDoor("east"));

    String refused = send("east", "{");
    var letter = mailbox.deadLetter();
    assertThat(letter.getProps().getHeaders().get("serai-reason-code"))
        .hasToString("malformed-json");
    assertThat(mailbox.answer(refused).path("type").asText())
        .isEqualTo("urn:serai:problem:malformed-json");
    assertThat(hub.get("/v1/dead-letters?source=rabbitmq").body()).contains("\"east\"");

    String id = UUID.randomUUID().toString();
    String first = send("east", Mailbox.JOB, id);
    mailbox.answer(first);
    long before = jobs();
    mailbox.answer(send("east", Mailbox.JOB, id));
    assertThat(jobs()).isEqualTo(before);
    doors.close("rabbitmq-east");
  }

  @Test
  void takesJobsFromATopicOfItsOwn() throws Exception {
    try (Topics topics =
        new Topics(Map.of("bootstrap.servers", kafka.bootstrap()), "billing.jobs")) {
      doors.open(
          "kafka-own",
          Doors.of("kafka-own", "refused-kafka", "kafka-jobs-source", "topic: billing.jobs"));

      String key = topics.send("billing.jobs", Mailbox.JOB, Map.of());
      assertThat(new String(topics.answer(key).value(), StandardCharsets.UTF_8))
          .contains("\"stdout\":\"7\\n\"");
      topics.send("billing.jobs", "{", Map.of());
      assertThat(topics.deadLetter("malformed-json").value()).isEqualTo(new byte[] {'{'});
    }
    doors.close("kafka-own");
  }

  @Test
  void refusesADoorThatDoesNotSayWhatBecomesOfWhatItRefuses() throws Exception {
    doors.write("rabbitmq-west", rabbitmqDoor("west").replace("refused-rabbitmq", "stage"));
    Awaitility.await()
        .until(
            () ->
                hub.log()
                    .contains(
                        "rabbitmq-west.camel.yaml:5:12: route from kamelet 'rabbitmq-jobs-source'"));
    doors.delete("rabbitmq-west");
    assertStillRuns();
  }

  private static String rabbitmqDoor(String queue) {
    return Doors.of(
        "rabbitmq-" + queue, "refused-rabbitmq", "rabbitmq-jobs-source", "queue: " + queue);
  }

  private static void queue(String name) throws IOException {
    mailbox.channel.queueDeclare(name, true, false, false, Map.of());
  }

  private static String send(String queue, String job) throws IOException {
    return send(queue, job, UUID.randomUUID().toString());
  }

  private static String send(String queue, String job, String messageId) throws IOException {
    String correlation = UUID.randomUUID().toString();
    mailbox.channel.basicPublish(
        "",
        queue,
        new BasicProperties.Builder()
            .messageId(messageId)
            .replyTo(mailbox.replies)
            .correlationId(correlation)
            .build(),
        job.getBytes(StandardCharsets.UTF_8));
    return correlation;
  }

  private static void assertStays(String queue) throws Exception {
    TimeUnit.SECONDS.sleep(2);
    assertThat(mailbox.channel.messageCount(queue)).isEqualTo(1);
    mailbox.channel.queuePurge(queue);
  }

  private static long jobs() throws Exception {
    return json(hub.get("/v1/jobs?limit=500")).path("jobs").size();
  }
}
