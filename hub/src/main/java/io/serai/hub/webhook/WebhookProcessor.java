package io.serai.hub.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.hub.http.Problem;
import io.serai.hub.http.ProblemException;
import io.serai.hub.http.RawForms;
import io.serai.hub.http.Responses;
import io.serai.hub.secret.SecretException;
import io.serai.hub.secret.Secrets;
import io.serai.intake.RawMessage;
import io.serai.json.Json;
import io.serai.policy.WebhookPolicy;
import io.serai.policy.WebhookPolicy.Source;
import io.serai.store.Acceptance;
import io.serai.webhook.Delivery;
import io.serai.webhook.Payload;
import io.serai.webhook.Scheme;
import io.serai.webhook.Unverified;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a webhook; leaves the {@link RawMessage} of the job it becomes, or the answer to one that
 * becomes none.
 */
public final class WebhookProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookProcessor.class);
  private static final String PING = "ping";
  private static final String CHALLENGE = "challenge";

  private final Supplier<WebhookPolicy> policy;
  private final WebhookDoors doors;
  private final Secrets secrets;
  private final Clock clock;

  /**
   * Takes webhooks.
   *
   * @param policy the policy in force
   * @param doors those that routes have opened for sources of their own; they go before the policy
   * @param secrets resolves its references
   * @param clock tells whether a webhook is stale
   */
  public WebhookProcessor(
      Supplier<WebhookPolicy> policy, WebhookDoors doors, Secrets secrets, Clock clock) {
    this.policy = policy;
    this.doors = doors;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String name = exchange.getMessage().getHeader("source", "", String.class);
    WebhookDoor door = doors.of(name);
    Source source = door == null ? policy.get().sources().get(name) : door.source();
    if (source == null) {
      throw problem(404, "unknown-source", "source '" + name + "' is unknown; see webhooks.yaml");
    }
    read(exchange, name, source);
    if (door != null && exchange.getMessage().getBody() instanceof RawMessage job) {
      leave(exchange, door.take(job));
    }
  }

  /** What the route of a door has let go is no job. */
  private static void leave(Exchange exchange, Object taken) throws JsonProcessingException {
    if (taken instanceof Acceptance) {
      exchange.getMessage().setBody(taken);
    } else {
      Responses.json(exchange, 202, Map.of("outcome", "ignored"));
    }
  }

  private void read(Exchange exchange, String name, Source source) throws Exception {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    Delivery delivery = new Delivery(headers(message), body == null ? new byte[0] : body);
    try {
      String identity =
          source.scheme().verify(delivery, secrets.resolveAny(source.secrets()), clock.instant());
      String type = message.getHeader(RawForms.CONTENT_TYPE, "", String.class);
      JsonNode payload = Payload.read(delivery.body(), type);
      String event = WebhookEvent.of(source.scheme(), delivery, payload);
      if (!answered(exchange, source, event, payload)) {
        RawMessage job = job(name, source, identity, payload);
        message.removeHeaders("*");
        message.setBody(job);
      }
    } catch (Unverified e) {
      LOG.info("webhook of {} refused: {}", name, e.getMessage());
      throw problem(401, "unverified-webhook", String.valueOf(e.getMessage()));
    } catch (SecretException e) {
      LOG.error("webhook of {} cannot be verified: {}", name, e.getMessage());
      throw problem(503, "secret-unavailable", "source '" + name + "' has no secret at hand");
    } catch (IllegalArgumentException e) {
      LOG.warn("webhook of {} becomes no job: {}", name, e.getMessage());
      throw problem(422, "invalid-webhook", String.valueOf(e.getMessage()));
    }
  }

  /** Every value of every header, which Camel keeps as one value or as a list. */
  private static Map<String, List<String>> headers(Message message) {
    Map<String, List<String>> headers = new HashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) ->
                headers.put(
                    name.toLowerCase(Locale.ROOT),
                    value instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(value))));
    return headers;
  }

  private static boolean answered(Exchange exchange, Source source, String event, JsonNode payload)
      throws JsonProcessingException {
    if (source.scheme() == Scheme.SLACK
        && payload.path("type").asText().equals("url_verification")) {
      Responses.json(exchange, 200, Map.of(CHALLENGE, payload.path(CHALLENGE).asText()));
      return true;
    }
    if (source.scheme() == Scheme.GITHUB && event.equals(PING)) {
      Responses.json(exchange, 200, Map.of("outcome", "pong"));
      return true;
    }
    if (!source.wants(event)) {
      Responses.json(exchange, 202, Map.of("outcome", "ignored", "event", event));
      return true;
    }
    return false;
  }

  private static RawMessage job(String name, Source source, String identity, JsonNode payload)
      throws JsonProcessingException {
    String given = source.submitter();
    String submitter = given == null ? "webhook:" + name : given;
    return new RawMessage(
        new Principal(submitter, source.tenant(), Set.of(Role.SUBMITTER)),
        RawMessage.WEBHOOK,
        Json.MAPPER.writeValueAsBytes(source.job().fill(payload)),
        "application/json",
        Map.of(),
        String.join(":", RawMessage.WEBHOOK, name, identity),
        null);
  }

  private static ProblemException problem(int status, String code, String detail) {
    return new ProblemException(Problem.of(status, code, detail));
  }
}
