package io.serai.hub.ingress;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.springrabbit.DefaultMessagePropertiesConverter;
import org.springframework.amqp.core.MessageProperties;

/**
 * Makes no header of what an AMQP message says: its headers would lie among Camel's own, under
 * whatever name their sender chose.
 */
public final class RabbitProperties extends DefaultMessagePropertiesConverter {

  /** The header that holds the properties, whole. */
  static final String HEADER = "serai.rabbitmq.properties";

  @Override
  public Map<String, Object> fromMessageProperties(
      MessageProperties properties, Exchange exchange) {
    return Map.of(HEADER, properties);
  }
}
