package io.serai.hub.ingress;

import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Readiness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/** Tells whether Kafka can be reached. Its client connects, and connects again, by itself. */
public final class KafkaIngress implements AutoCloseable {

  private static final int ANSWER_MS = 2_000;

  private final HubConfig.Kafka config;
  private @Nullable Admin admin;

  /** Connects when it is first asked, as the configuration says. */
  public KafkaIngress(HubConfig.Kafka config) {
    this.config = config;
  }

  /** Ready when the cluster says who it is. */
  public Readiness readiness() {
    try {
      connected().describeCluster().clusterId().get(ANSWER_MS, TimeUnit.MILLISECONDS);
      return new Readiness(true, "broker at " + config.bootstrap() + " answers");
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthenticationException refused
          ? new Readiness(false, "broker is not believed, or does not believe: " + why(refused))
          : notAnswering();
    } catch (TimeoutException | KafkaException e) {
      return notAnswering();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notAnswering();
    }
  }

  private synchronized Admin connected() {
    if (admin == null) {
      Map<String, Object> properties = new HashMap<>(KafkaClients.properties(config.security()));
      properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
      properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "serai-readiness");
      properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
      properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
      admin = Admin.create(properties);
    }
    return admin;
  }

  private static Readiness notAnswering() {
    return new Readiness(false, "broker does not answer; check serai.kafka.bootstrap");
  }

  /** Of a chain of "handshake failed", the last says which certificate, or which name. */
  private static String why(Throwable refused) {
    Throwable root = refused;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() + "; check serai.kafka.security and what belongs to it";
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofMillis(ANSWER_MS));
    }
  }
}
