package io.serai.hub.ingress;

import com.rabbitmq.client.ConnectionFactory;
import io.serai.hub.config.HubConfig;
import io.serai.hub.tls.ClientTls;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

/**
 * Declares our queues and exchanges each time a connection opens, so that a new broker has them.
 */
public final class RabbitTopology implements ConnectionListener {

  /**
   * Brokers from 4.0 on drop a message that has come back twenty times. Ours come back whenever a
   * hub or its database is away, and the hub itself bounds the tries.
   */
  private static final int NO_DELIVERY_LIMIT = 1_000_000_000;

  private final RabbitAdmin admin;

  private RabbitTopology(CachingConnectionFactory connections) {
    this.admin = new RabbitAdmin(connections);
  }

  /**
   * A connection factory with publisher confirms, over a broker that has our topology.
   *
   * @throws IllegalStateException when a file of its TLS cannot be used
   */
  public static CachingConnectionFactory connections(HubConfig.Rabbitmq config) {
    CachingConnectionFactory connections = new CachingConnectionFactory(factory(config));
    connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.SIMPLE);
    connections.setConnectionNameStrategy(unused -> "serai");
    connections.addConnectionListener(new RabbitTopology(connections));
    return connections;
  }

  /** The client believes any broker it reaches by {@code amqps:}, unless it is told whom. */
  private static ConnectionFactory factory(HubConfig.Rabbitmq config) {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(config.uri());
    } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "serai.rabbitmq.uri cannot be used; allowed: amqp:// or amqps://USER:PASSWORD@HOST:PORT",
          e);
    }
    if (factory.isSSL()) {
      factory.useSslProtocol(
          ClientTls.context("serai.rabbitmq.tls", config.tls().ca(), config.tls().own()));
      factory.enableHostnameVerification();
    }
    if (!config.password().isEmpty()) {
      factory.setCredentialsProvider(new RabbitPassword(factory.getUsername(), config.password()));
    }
    // Or a Qpid broker inflates on its way what was signed as it was sent.
    Map<String, Object> properties = new HashMap<>(factory.getClientProperties());
    properties.put("qpid.message_compression_supported", "true");
    factory.setClientProperties(properties);
    // Spring's recovers by itself, and so does this one: only one may.
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }

  @Override
  public void onCreate(Connection connection) {
    admin.declareExchange(new FanoutExchange("serai.results", true, false));
    admin.declareQueue(quorum("serai.jobs"));
    admin.declareQueue(quorum("serai.dead-letters"));
  }

  private static Queue quorum(String name) {
    return QueueBuilder.durable(name)
        .withArguments(Map.of("x-queue-type", "quorum", "x-delivery-limit", NO_DELIVERY_LIMIT))
        .build();
  }
}
