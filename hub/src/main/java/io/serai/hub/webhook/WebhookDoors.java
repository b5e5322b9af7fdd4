package io.serai.hub.webhook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * The sources of webhooks that routes have opened, as the component {@code webhook-door}. They are
 * reached by the operation of the contract, like those of the policy: a route cannot serve HTTP by
 * itself, and so not past the limits and the gate that every operation has. Thread-safe.
 */
public final class WebhookDoors implements CamelContextCustomizer {

  private final Map<String, WebhookDoor> open = new ConcurrentHashMap<>();

  @Override
  public void configure(CamelContext context) {
    context.addComponent("webhook-door", new WebhookDoorComponent(this));
  }

  /** The door of a source; null where no route has opened one. */
  @Nullable WebhookDoor of(String name) {
    return open.get(name);
  }

  void open(String name, WebhookDoor door) {
    if (open.putIfAbsent(name, door) != null) {
      throw new IllegalStateException(
          "webhook source '" + name + "' has a route already; names of sources are unique");
    }
  }

  void close(String name, WebhookDoor door) {
    open.remove(name, door);
  }
}
