package io.serai.hub.reload;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * The component {@code direct} of the context at the doors: what is sent to it goes inside, to the
 * endpoint of the same name in the generation in force.
 */
public final class InsideComponent extends DefaultComponent {

  private final Generations generations;

  /** Sends into these. */
  public InsideComponent(Generations generations) {
    this.generations = generations;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new InsideEndpoint(uri, "direct:" + remaining);
  }

  private final class InsideEndpoint extends DefaultEndpoint {

    private final String name;

    InsideEndpoint(String uri, String name) {
      super(uri, InsideComponent.this);
      this.name = name;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          generations.process(name, exchange);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException(
          "routes from '" + name + "' run inside, not at the doors");
    }
  }
}
