package io.serai.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.serai.intake.InvalidMessage.Code;
import io.serai.job.TraceContext;
import io.serai.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The job document inside a message: plain JSON, or the data of a CloudEvents 1.0 envelope,
 * structured or binary.
 *
 * @param document the job as the sender wrote it
 * @param eventKey the event's source and id, which tell repetitions; absent without an envelope
 * @param maker the span in which the event came about, by the extension for distributed tracing;
 *     absent where it names none
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0</a>
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md">its
 *     extension for distributed tracing</a>
 */
record Envelope(JsonNode document, @Nullable String eventKey, @Nullable TraceContext maker) {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String[] BINARY_PREFIXES = {"ce-", "ce_", "cloudevents:", "cloudevents_"};

  /** Opens a message. */
  static Envelope open(RawMessage message) {
    JsonNode tree = parse(message.body());
    if (STRUCTURED.equals(message.mediaType()) || tree.has("specversion")) {
      return structured(message.body());
    }
    String id = attribute(message, "id");
    String source = attribute(message, "source");
    if (attribute(message, "specversion") != null) {
      if (id == null || source == null || attribute(message, "type") == null) {
        throw new InvalidMessage(
            Code.INVALID_CLOUDEVENT,
            "CloudEvent lacks an attribute; required: specversion, id, source, type");
      }
      return new Envelope(
          tree,
          source + "#" + id,
          TraceContext.parse(
              attribute(message, TraceContext.TRACEPARENT),
              attribute(message, TraceContext.TRACESTATE)));
    }
    return new Envelope(tree, null, null);
  }

  private static Envelope structured(byte[] body) {
    try {
      CloudEvent event = new JsonFormat().deserialize(body);
      CloudEventData data = event.getData();
      if (data == null) {
        throw new InvalidMessage(
            Code.INVALID_CLOUDEVENT, "CloudEvent has no data; put the job into 'data'");
      }
      return new Envelope(
          parse(data.toBytes()),
          event.getSource() + "#" + event.getId(),
          TraceContext.parse(
              extension(event, TraceContext.TRACEPARENT),
              extension(event, TraceContext.TRACESTATE)));
    } catch (EventDeserializationException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InvalidMessage(
          Code.INVALID_CLOUDEVENT, "CloudEvent is not valid; " + cause.getMessage());
    }
  }

  private static @Nullable String extension(CloudEvent event, String name) {
    return event.getExtension(name) instanceof String text ? text : null;
  }

  private static @Nullable String attribute(RawMessage message, String name) {
    for (String prefix : BINARY_PREFIXES) {
      String value = message.attributes().get(prefix + name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static JsonNode parse(byte[] body) {
    String text = decode(body);
    try {
      JsonNode tree = Json.read(text);
      if (!tree.isObject()) {
        throw new InvalidMessage(
            Code.MALFORMED_JSON, "body is not a JSON object; send one job as an object");
      }
      // What is not escaped has come through UTF-8, and JSON allows no control character as it is.
      if (text.contains("\\u")) {
        Characters.require(tree);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(
          Code.MALFORMED_JSON,
          "body is not JSON at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ", column "
              + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
              + "; "
              + e.getOriginalMessage());
    }
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidMessage(
          Code.INVALID_UTF8, "body is not UTF-8 (RFC 8259, section 8.1); encode it as UTF-8");
    }
  }
}
