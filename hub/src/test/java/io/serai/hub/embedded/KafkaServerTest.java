package io.serai.hub.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

  @Test
  void startsAgainOnWhatItHasStored(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    try (KafkaServer server = KafkaServer.start(directory, port);
        Admin admin = admin(server)) {
      NewTopic topic = new NewTopic("kept", 1, (short) 1);
      done(admin.createTopics(List.of(topic)).all());
    }
    try (KafkaServer server = KafkaServer.start(directory, port);
        Admin admin = admin(server)) {
      assertThat(done(admin.listTopics().names())).contains("kept");
    }
  }

  private static Admin admin(KafkaServer server) {
    return Admin.create(Map.of("bootstrap.servers", server.bootstrap()));
  }

  private static <T> T done(KafkaFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }
}
