package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hubs of the version before are replaced one after the other while jobs come, and then one of
 * the new ones by an old one again: both versions share a database and a broker all the while.
 */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class RollingUpgradeTest {

  private static final long EACH_MS = 100;

  /** What may have had effects is not run again, whatever becomes of its hub. */
  private static final String JOB =
      """
      {"language": "python", "code": "import time; time.sleep(0.2); print(%d)", "idempotent": false}
      """;

  @TempDir private Path directory;
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @Test
  void answersEveryJobOnceWhileHubsOfBothVersionsComeAndGo() throws Exception {
    String broker = System.getenv("SERAI_TEST_RABBITMQ");
    Assumptions.assumeTrue(
        broker != null,
        "no RabbitMQ server: SERAI_TEST_RABBITMQ is not set; ./serai test starts it");
    PreviousVersion before = PreviousVersion.build();
    try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"));
        Mailbox mailbox = new Mailbox(String.valueOf(broker))) {
      Map<String, String> shared =
          Map.of(
              "serai.database.url",
              postgres.jdbcUrl(),
              "serai.ingress.rabbitmq",
              "true",
              "serai.rabbitmq.uri",
              String.valueOf(broker),
              "serai.docker.host",
              "");
      StartedHub first = old(before, "first", shared);
      StartedHub second = old(before, "second", shared);
      var unused =
          clock.scheduleAtFixedRate(() -> send(mailbox), 0, EACH_MS, TimeUnit.MILLISECONDS);

      StartedHub third = replace(first, StartedHub.start(directory.resolve("third"), shared));
      StartedHub fourth = replace(second, StartedHub.start(directory.resolve("fourth"), shared));
      StartedHub fifth = replace(third, old(before, "fifth", shared));
      stopSending();
      assertAllAnsweredOnce(mailbox);
      assertThat(new Ledger(postgres.jdbcUrl()).unanswered()).isZero();
      fourth.close();
      fifth.close();
    }
  }

  private StartedHub old(PreviousVersion before, String name, Map<String, String> settings)
      throws IOException {
    return StartedHub.start(before.command(), before.home(), directory.resolve(name), settings);
  }

  /** As an orchestrator does: the next takes jobs before the one before is told to stop. */
  private static StartedHub replace(StartedHub old, StartedHub next) {
    old.close();
    return next;
  }

  private void send(Mailbox mailbox) {
    try {
      int number = sent.size();
      String correlation = mailbox.send(JOB.formatted(number), new BasicProperties.Builder());
      sent.put(correlation, number);
    } catch (IOException e) {
      throw new IllegalStateException("job was not sent", e);
    }
  }

  private void stopSending() throws InterruptedException {
    clock.shutdown();
    assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private void assertAllAnsweredOnce(Mailbox mailbox) {
    Map<String, JsonNode> answers = new HashMap<>();
    Awaitility.await()
        .atMost(Patience.SOON.multipliedBy(4))
        .until(() -> take(mailbox, answers) == sent.size());
    sent.forEach(
        (correlation, number) ->
            assertThat(
                    answers
                        .getOrDefault(correlation, MissingNode.getInstance())
                        .path("stdout")
                        .asText())
                .as(String.valueOf(answers.get(correlation)))
                .isEqualTo(number + "\n"));
  }

  /** Takes all answers that are there, and tells how many there have been. */
  private static int take(Mailbox mailbox, Map<String, JsonNode> answers) throws IOException {
    GetResponse got = mailbox.channel.basicGet(mailbox.replies, true);
    while (got != null) {
      JsonNode answer = Json.MAPPER.readTree(got.getBody());
      JsonNode earlier = answers.put(got.getProps().getCorrelationId(), answer);
      assertThat(earlier).as("the answer before " + answer).isNull();
      got = mailbox.channel.basicGet(mailbox.replies, true);
    }
    return answers.size();
  }
}
