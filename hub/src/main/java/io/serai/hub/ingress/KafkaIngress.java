package io.serai.hub.ingress;

import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tells whether Kafka can be reached. Its client connects, and connects again, by itself. */
public record KafkaIngress(HubConfig.Kafka config) {

  private static final int CONNECT_MS = 500;

  /** Ready when any bootstrap server takes a connection. */
  public Readiness readiness() {
    for (String server : config.bootstrap().split(",", -1)) {
      if (connects(server.trim())) {
        return new Readiness(true, "broker at " + server + " answers");
      }
    }
    return new Readiness(false, "broker does not answer; check serai.kafka.bootstrap");
  }

  private static boolean connects(String server) {
    int colon = server.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(new InetSocketAddress(server.substring(0, colon), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
