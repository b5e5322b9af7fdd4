package io.serai.hub;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.CamelContextCustomizer;

/**
 * Gives every Camel context components {@code sandbox} and {@code node} of its own: one that stops
 * stops its components, and others go on.
 *
 * @param sandbox makes the one that runs jobs on this machine
 * @param node makes the one that sends them to nodes
 */
record RunComponents(Supplier<Component> sandbox, Supplier<Component> node)
    implements CamelContextCustomizer {

  @Override
  public void configure(CamelContext context) {
    context.addComponent("sandbox", sandbox.get());
    context.addComponent("node", node.get());
  }
}
