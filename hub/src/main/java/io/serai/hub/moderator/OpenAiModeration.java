package io.serai.hub.moderator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.secret.Secrets;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.moderation.Inquiry;
import io.serai.moderation.Inquiry.Opinion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Writes an inquiry as a request of the OpenAI moderation API, and reads its response. The kamelet
 * {@code moderation-openai-action} sends the one and receives the other.
 */
public final class OpenAiModeration {

  private static final int LONGEST_ANSWER = 1024 * 1024;

  private final Secrets secrets;
  private final String key;
  private final String model;

  /**
   * A moderator behind a key.
   *
   * @param key a reference to it: {@code env:}, {@code file:} or {@code vault:}
   * @param model which of the moderator's models is to judge
   */
  public OpenAiModeration(Secrets secrets, String key, String model) {
    this.secrets = secrets;
    this.key = key;
    this.model = model;
  }

  /**
   * Replaces a message, headers and all, with the request.
   *
   * @throws io.serai.hub.secret.SecretException when the key cannot be had
   */
  public void request(Exchange exchange) throws JsonProcessingException {
    Inquiry inquiry = exchange.getProperty(Walk.INQUIRY, Inquiry.class);
    ObjectNode request = Json.MAPPER.createObjectNode().put("model", model);
    request.set("input", Json.MAPPER.valueToTree(inquiry.texts()));
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setHeader("Authorization", "Bearer " + secrets.resolve(key).reveal());
    message.setBody(Json.MAPPER.writeValueAsBytes(request));
  }

  /**
   * Replaces the response with {@link Opinions}.
   *
   * @throws Exception when it is not one opinion about each text
   */
  public void answer(Exchange exchange) throws Exception {
    Inquiry inquiry = exchange.getProperty(Walk.INQUIRY, Inquiry.class);
    InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
    JsonNode results = read(body.readNBytes(LONGEST_ANSWER)).path("results");
    int asked = inquiry.texts().size();
    if (!results.isArray() || results.size() != asked) {
      throw new ModeratorException(
          "response has '%d' results; %d are required".formatted(results.size(), asked));
    }
    List<Opinion> opinions = new ArrayList<>();
    for (int text = 0; text < asked; text++) {
      add(text, results.get(text), opinions);
    }
    exchange.getMessage().setBody(new Opinions(opinions));
  }

  private static JsonNode read(byte[] body) throws IOException, ModeratorException {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      // Not worded with what was read: it may quote the job.
      throw new ModeratorException("response is not JSON; is the address that of a moderator?");
    }
  }

  private static void add(int text, JsonNode result, List<Opinion> to) throws ModeratorException {
    JsonNode objects = result.path("categories");
    if (!result.path("category_scores").isObject()) {
      throw new ModeratorException("result '" + text + "' lacks scores; they are required");
    }
    boolean said = false;
    for (Map.Entry<String, JsonNode> each : result.path("category_scores").properties()) {
      double score = each.getValue().asDouble(-1);
      if (!each.getValue().isNumber() || score < 0 || score > 1) {
        throw new ModeratorException("a score is no share; allowed: 0 to 1");
      }
      boolean objected = objects.path(each.getKey()).asBoolean(false);
      said |= objected;
      to.add(new Opinion(text, each.getKey(), score, objected));
    }
    if (result.path("flagged").asBoolean(false) && !said) {
      to.add(new Opinion(text, "flagged", 1, true));
    }
  }
}
