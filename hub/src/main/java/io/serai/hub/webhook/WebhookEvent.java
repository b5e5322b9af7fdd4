package io.serai.hub.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.webhook.Delivery;
import io.serai.webhook.Scheme;
import io.serai.webhook.Unverified;
import org.jspecify.annotations.Nullable;

/** What happened, in the words of a webhook's sender. */
final class WebhookEvent {

  private WebhookEvent() {}

  /**
   * The event's name, with the action behind a dot where there is one; empty where none is said.
   */
  static String of(Scheme scheme, Delivery delivery, JsonNode payload) throws Unverified {
    return switch (scheme) {
      case GITHUB -> withAction(delivery.optional("x-github-event"), payload.path("action"));
      case GITLAB ->
          withAction(
              payload.path("object_kind").textValue(),
              payload.path("object_attributes").path("action"));
      case STRIPE, STANDARD -> payload.path("type").asText("");
      case SLACK -> slack(payload);
    };
  }

  private static String slack(JsonNode payload) {
    if (payload.has("command")) {
      return payload.path("command").asText();
    }
    JsonNode event = payload.path("event").path("type");
    return event.isTextual() ? event.textValue() : payload.path("type").asText("");
  }

  private static String withAction(@Nullable String event, JsonNode action) {
    String name = event == null ? "" : event;
    return action.isTextual() ? name + "." + action.textValue() : name;
  }
}
