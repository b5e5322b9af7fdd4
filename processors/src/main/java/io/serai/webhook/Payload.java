package io.serai.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a webhook says: JSON, or a form as an object of its fields. */
public final class Payload {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The field in which GitHub and Slack put their JSON when they send forms. */
  private static final String JSON_FIELD = "payload";

  private Payload() {}

  /**
   * Reads a body that is verified.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static JsonNode read(byte[] body, String contentType) {
    String text = new String(body, StandardCharsets.UTF_8);
    return contentType.toLowerCase(Locale.ROOT).startsWith(FORM) ? form(text) : json(text);
  }

  private static JsonNode form(String text) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    new QueryStringDecoder(text, StandardCharsets.UTF_8, false)
        .parameters()
        .forEach((name, values) -> fields.put(name, values.get(0)));
    return fields.size() == 1 && fields.has(JSON_FIELD)
        ? json(fields.path(JSON_FIELD).textValue())
        : fields;
  }

  private static JsonNode json(String text) {
    try {
      JsonNode payload = Json.read(text);
      if (payload.isObject()) {
        return payload;
      }
    } catch (JsonProcessingException e) {
      // Worded below, like JSON that is no object.
    }
    throw new IllegalArgumentException("payload is not one; allowed: a JSON object, or a form");
  }
}
