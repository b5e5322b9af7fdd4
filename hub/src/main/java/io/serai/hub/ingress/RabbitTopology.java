package io.serai.hub.ingress;

import com.rabbitmq.client.ConnectionFactory;
import io.serai.hub.config.HubConfig;
import java.net.URI;
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

  private final RabbitAdmin admin;

  private RabbitTopology(CachingConnectionFactory connections) {
    this.admin = new RabbitAdmin(connections);
  }

  /**
   * A connection factory with publisher confirms, over a broker that has our topology.
   *
   * @param config how the broker is reached
   */
  public static CachingConnectionFactory connections(HubConfig.Rabbitmq config) {
    CachingConnectionFactory connections = new CachingConnectionFactory(URI.create(config.uri()));
    if (!config.password().isEmpty()) {
      ConnectionFactory rabbit = connections.getRabbitConnectionFactory();
      rabbit.setCredentialsProvider(new RabbitPassword(rabbit.getUsername(), config.password()));
    }
    connections.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.SIMPLE);
    connections.setConnectionNameStrategy(unused -> "serai");
    connections.addConnectionListener(new RabbitTopology(connections));
    return connections;
  }

  @Override
  public void onCreate(Connection connection) {
    admin.declareExchange(new FanoutExchange("serai.results", true, false));
    admin.declareQueue(quorum("serai.jobs"));
    admin.declareQueue(quorum("serai.dead-letters"));
  }

  private static Queue quorum(String name) {
    return QueueBuilder.durable(name).withArguments(Map.of("x-queue-type", "quorum")).build();
  }
}
