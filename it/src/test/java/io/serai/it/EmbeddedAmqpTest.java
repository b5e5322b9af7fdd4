package io.serai.it;

import io.serai.hub.embedded.AmqpServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Over the broker the demo brings along. */
class EmbeddedAmqpTest extends RabbitContract {

  private @Nullable AmqpServer broker;

  @Override
  String brokerUri(Path directory) {
    broker = AmqpServer.start(directory.resolve("amqp"));
    return broker.uri();
  }

  @AfterAll
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }
}
