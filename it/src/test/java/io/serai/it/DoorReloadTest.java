package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.serai.hub.embedded.AmqpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edited route at a door takes in what comes while it is swapped, and after it. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class DoorReloadTest {

  private static final String DOOR = "routes/ingress/rabbitmq/rabbitmq.camel.yaml";

  @TempDir private Path directory;

  @Test
  void answersEveryMessageThatComesWhileTheRouteOfAQueueIsEdited() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    try (AmqpServer broker = AmqpServer.start(directory.resolve("amqp"));
        StartedHub hub =
            StartedHub.start(
                home,
                directory.resolve("state"),
                Map.of(
                    "serai.ingress.rabbitmq", "true",
                    "serai.rabbitmq.uri", broker.uri(),
                    "serai.docker.host", ""));
        Mailbox sender = new Mailbox(broker.uri())) {
      sender.answer(sender.send(Mailbox.JOB, new BasicProperties.Builder()));
      int seen = hub.log().length();
      edit(home, "concurrentConsumers: 4", "concurrentConsumers: 2");

      List<String> sent = new ArrayList<>();
      Awaitility.await()
          .until(
              () -> {
                sent.add(sender.send(Mailbox.JOB, new BasicProperties.Builder()));
                return hub.log().substring(seen).contains("edit in force: routes [" + DOOR + "]");
              });
      sent.add(sender.send(Mailbox.JOB, new BasicProperties.Builder()));

      assertThat(sender.answers(sent.size())).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(hub.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private static void edit(Path home, String from, String to) throws Exception {
    Path file = home.resolve(DOOR);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
