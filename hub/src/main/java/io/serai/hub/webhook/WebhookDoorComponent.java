package io.serai.hub.webhook;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** The component {@code webhook-door:<name>}: an endpoint takes the webhooks of a source. */
final class WebhookDoorComponent extends DefaultComponent {

  private final WebhookDoors doors;

  WebhookDoorComponent(WebhookDoors doors) {
    this.doors = doors;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    WebhookSource source =
        resolveAndRemoveReferenceParameter(parameters, "source", WebhookSource.class);
    return new WebhookDoorEndpoint(uri, remaining, source);
  }

  private final class WebhookDoorEndpoint extends DefaultEndpoint {

    private final String name;
    private final @Nullable WebhookSource source;

    WebhookDoorEndpoint(String uri, String name, @Nullable WebhookSource source) {
      super(uri, WebhookDoorComponent.this);
      this.name = name;
      this.source = source;
    }

    @Override
    public Consumer createConsumer(Processor route) {
      if (source == null) {
        throw new IllegalArgumentException(
            "endpoint 'webhook-door:" + name + "' lacks option 'source'; it is required");
      }
      return new WebhookDoor(this, route, name, source.source(), doors);
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException(
          "endpoint 'webhook-door:" + name + "' cannot be sent to; use it in 'from'");
    }
  }
}
