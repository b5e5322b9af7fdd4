package io.serai.hub.ingress;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets in the few headers of a record that are wanted: any other would lie among Camel's own, under
 * whatever name its sender chose. Lets nothing out but what the routes have put there.
 */
public final class KafkaHeaders implements HeaderFilterStrategy {

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !Attributes.isWanted(name);
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
