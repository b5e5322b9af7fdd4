package io.serai.hub.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.amqp.core.MessageProperties;

/**
 * A source kamelet with a route behind it; a test delivers to it what its transport would.
 *
 * @param kamelet its endpoint, without properties
 * @param departures keeps what the route behind it is given
 */
public record StartedSource(DefaultCamelContext context, String kamelet, Departures departures) {

  private static final String DOOR = "door";
  private static final Duration SOON = Duration.ofSeconds(10);

  /**
   * Opens the source with the properties a test gives it, and delivers to it.
   *
   * @return {@code out} with the message that the route behind it is given
   * @throws Exception what keeps it from being opened
   */
  public JsonNode send(JsonNode in) throws Exception {
    try {
      if (in.has("delivered")) {
        openWithoutTransport(in.path("with"));
      } else {
        open(in.path("with"));
      }
      return delivered(in.path("delivered"));
    } finally {
      close();
    }
  }

  private void open(JsonNode properties) throws Exception {
    String options =
        StreamSupport.stream(
                ((Iterable<Map.Entry<String, JsonNode>>) properties.properties()).spliterator(),
                false)
            .map(each -> each.getKey() + "=RAW(" + each.getValue().asText() + ")")
            .collect(Collectors.joining("&"));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(kamelet + "?" + options).routeId(DOOR).process(departures.instead(DOOR));
          }
        });
  }

  /** The transport is replaced before it is reached for: that would take its time to fail. */
  private void openWithoutTransport(JsonNode properties) throws Exception {
    context.setAutoStartup(false);
    try {
      open(properties);
      String source = sources().get(0);
      AdviceWith.adviceWith(context, source, route -> route.replaceFromWith("direct:delivered"));
      context.getRouteController().startRoute(source);
      context.getRouteController().startRoute(DOOR);
    } finally {
      context.setAutoStartup(true);
    }
  }

  private List<String> sources() {
    return context.getRouteDefinitions().stream()
        .filter(each -> Boolean.TRUE.equals(each.isKamelet()))
        .map(RouteDefinition::getRouteId)
        .filter(id -> id.startsWith(kamelet.substring("kamelet:".length())))
        .toList();
  }

  private JsonNode delivered(JsonNode delivered) throws Exception {
    AtomicBoolean committed = new AtomicBoolean();
    if (!delivered.isMissingNode()) {
      deliver(delivered, committed);
    }
    RawMessage message = departures.await(SOON).message().getMandatoryBody(RawMessage.class);
    ObjectNode out = Json.MAPPER.createObjectNode().put("committed", committed.get());
    ObjectNode told = out.putObject("message");
    told.put("sender", message.sender().name()).put("tenant", message.sender().tenant());
    told.put("source", message.source()).put("messageId", message.messageId());
    told.put("body", new String(message.body(), StandardCharsets.UTF_8));
    told.set("attributes", Json.MAPPER.valueToTree(message.attributes()));
    told.set("reply", Json.MAPPER.valueToTree(message.reply()));
    return Json.MAPPER.createObjectNode().set("out", out);
  }

  private void deliver(JsonNode delivered, AtomicBoolean committed) {
    byte[] body = delivered.path("body").asText().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> headers = new HashMap<>(amqp(delivered));
    headers.putAll(kafka(delivered));
    headers.put(KafkaConstants.MANUAL_COMMIT, (KafkaManualCommit) () -> committed.set(true));
    Exchange ended =
        context
            .createProducerTemplate()
            .send(
                "direct:delivered",
                exchange -> {
                  exchange.getMessage().setHeaders(headers);
                  exchange
                      .getMessage()
                      .setBody(kamelet.contains("webhook") ? verified(body) : body);
                });
    if (ended.getException() != null) {
      throw new IllegalStateException("not delivered", ended.getException());
    }
  }

  /** What a webhook has become by then. */
  private static RawMessage verified(byte[] body) {
    return new RawMessage(
        Principal.LOCAL, RawMessage.WEBHOOK, body, "application/json", Map.of(), "w-1", null);
  }

  private static Map<String, Object> amqp(JsonNode delivered) {
    MessageProperties properties = new MessageProperties();
    properties.setConsumerQueue("billing.jobs");
    properties.setMessageId(delivered.path("messageId").textValue());
    properties.setReplyTo(delivered.path("replyTo").textValue());
    delivered
        .path("headers")
        .properties()
        .forEach(each -> properties.setHeader(each.getKey(), each.getValue().asText()));
    return Map.of("serai.rabbitmq.properties", properties);
  }

  private static Map<String, Object> kafka(JsonNode delivered) {
    RecordHeaders headers = new RecordHeaders();
    Map<String, Object> all = new HashMap<>();
    delivered
        .path("headers")
        .properties()
        .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
    all.put(KafkaConstants.TOPIC, "billing.jobs");
    all.put(KafkaConstants.PARTITION, 2);
    all.put(KafkaConstants.OFFSET, 40L);
    all.put(KafkaConstants.TIMESTAMP, 1_000L);
    all.put(KafkaConstants.HEADERS, headers);
    return all;
  }

  private void close() throws Exception {
    for (String each : sources()) {
      remove(each);
    }
    remove(DOOR);
  }

  private void remove(String route) throws Exception {
    if (context.getRoute(route) != null) {
      context.getRouteController().stopRoute(route);
      context.removeRoute(route);
    }
  }
}
