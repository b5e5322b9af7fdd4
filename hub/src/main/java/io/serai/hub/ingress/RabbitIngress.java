package io.serai.hub.ingress;

import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Readiness;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Starts the RabbitMQ route once its broker answers, and tries until it does. Thread-safe. */
public final class RabbitIngress {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitIngress.class);
  private static final String ROUTE = "rabbitmq";
  private static final long RETRY_MS = 1_000;

  private final HubConfig.Rabbitmq config;
  private final Supplier<CamelContext> context;
  private final ScheduledExecutorService scheduler;
  private final CachingConnectionFactory connections;
  private volatile boolean started;

  /** An ingress, not yet started. */
  public RabbitIngress(
      HubConfig.Rabbitmq config,
      Supplier<CamelContext> context,
      ScheduledExecutorService scheduler) {
    this.config = config;
    this.context = context;
    this.scheduler = scheduler;
    this.connections = RabbitTopology.connections(config);
  }

  /** The connections to the broker; none is opened before it is used. */
  public CachingConnectionFactory connections() {
    return connections;
  }

  /** Begins to try, where the ingress is switched on. */
  public void open() {
    if (config.enabled()) {
      scheduler.execute(this::tryToStart);
    }
  }

  private void tryToStart() {
    try {
      connections.createConnection().close();
      context.get().getRouteController().startRoute(ROUTE);
      started = true;
      LOG.info("rabbitmq ingress consumes serai.jobs");
    } catch (AmqpException e) {
      LOG.warn("rabbitmq does not answer, and is tried again: {}", e.getMessage());
      var unused = scheduler.schedule(this::tryToStart, RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      LOG.error("rabbitmq ingress could not be started", e);
    }
  }

  /** Whether jobs are consumed; a connection that breaks later is made again by itself. */
  public Readiness readiness() {
    if (!started) {
      return new Readiness(false, "broker does not answer; check serai.rabbitmq.uri");
    }
    try {
      connections.createConnection().close();
      return new Readiness(true, "consumes serai.jobs");
    } catch (AmqpException e) {
      return new Readiness(false, "broker does not answer; " + e.getMessage());
    }
  }
}
