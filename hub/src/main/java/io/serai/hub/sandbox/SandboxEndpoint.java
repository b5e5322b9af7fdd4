package io.serai.hub.sandbox;

import io.serai.job.Placement;
import io.serai.job.Walk;
import io.serai.sandbox.Run;
import io.serai.sandbox.Sandbox;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One provider as an endpoint: takes a {@link Run}, leaves a {@code RunResult}. */
final class SandboxEndpoint extends DefaultEndpoint {

  private final Sandbox provider;
  private final SandboxComponent component;

  SandboxEndpoint(String uri, SandboxComponent component, Sandbox provider) {
    super(uri, component);
    this.component = component;
    this.provider = provider;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        Run run = exchange.getMessage().getMandatoryBody(Run.class);
        Placement placement = exchange.getProperty(Walk.PLACEMENT, Placement.class);
        requireSameProvider(placement);
        exchange
            .getMessage()
            .setBody(component.run(provider, placement, run, StoppableRun.stopping(exchange)));
      }
    };
  }

  private void requireSameProvider(Placement placement) {
    if (!placement.provider().equals(provider.provider())) {
      throw new IllegalStateException(
          "target '"
              + placement.target()
              + "' names provider '"
              + placement.provider()
              + "' but its endpoint runs '"
              + provider.provider()
              + "'; make policies/router.yaml and the kamelet agree");
    }
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "endpoint '" + getEndpointUri() + "' cannot be consumed from; use it in 'to'");
  }
}
