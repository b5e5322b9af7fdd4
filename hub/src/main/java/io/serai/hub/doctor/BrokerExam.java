package io.serai.hub.doctor;

import io.serai.hub.config.HubConfig;
import io.serai.hub.ingress.KafkaIngress;
import io.serai.sandbox.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Looks at the brokers that a hub is set to take jobs from. */
public final class BrokerExam {

  private static final int CONNECT_MS = 2_000;
  private static final int AMQP = 5672;
  private static final int AMQPS = 5671;

  private final HubConfig config;

  /** Looks at those of a configuration. */
  public BrokerExam(HubConfig config) {
    this.config = config;
  }

  /** What was found; nothing where no broker is wanted. */
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    if (config.rabbitmq().enabled()) {
      found.add(rabbitmq(URI.create(config.rabbitmq().uri())));
    }
    if (config.kafka().enabled()) {
      Readiness readiness = new KafkaIngress(config.kafka()).readiness();
      found.add(
          readiness.ready()
              ? Diagnosis.ok("kafka", readiness.detail())
              : Diagnosis.wrong("kafka", readiness.detail(), "check serai.kafka.bootstrap"));
    }
    return found;
  }

  private static Diagnosis rabbitmq(URI uri) {
    int usual = "amqps".equals(uri.getScheme()) ? AMQPS : AMQP;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    String address = uri.getHost() + ":" + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MS);
      return Diagnosis.ok("rabbitmq", address + " answers");
    } catch (IOException e) {
      return Diagnosis.wrong(
          "rabbitmq",
          address + " does not answer; " + e.getMessage(),
          "start it, or check serai.rabbitmq.uri");
    }
  }
}
