package io.serai.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** Over a real RabbitMQ server. */
@Tag("alone")
class RabbitmqTest extends RabbitContract {

  @Override
  String brokerUri(Path directory) {
    String uri = System.getenv("SERAI_TEST_RABBITMQ");
    Assumptions.assumeTrue(
        uri != null, "no RabbitMQ server: SERAI_TEST_RABBITMQ is not set; ./serai test starts one");
    return String.valueOf(uri);
  }
}
