package io.serai.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes an answer onto an exchange, and takes every other header off it. */
public final class Responses {

  private Responses() {}

  /** Answers with JSON. */
  public static void json(Exchange exchange, int status, Object body)
      throws JsonProcessingException {
    write(exchange, status, "application/json", body);
  }

  static void problem(Exchange exchange, Problem problem) throws JsonProcessingException {
    write(exchange, problem.status(), Problem.MEDIA_TYPE, problem);
    if (problem.status() == 503 || problem.status() == 429) {
      exchange.getMessage().setHeader("Retry-After", "1");
    }
  }

  /** Answers with JSON that has been written already. */
  static void written(Exchange exchange, int status, String json) {
    put(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Tells the sender that the answer is that of an earlier request with the same idempotency key.
   */
  static void markRepetition(Exchange exchange) {
    exchange.getMessage().setHeader("Idempotency-Replayed", "true");
  }

  private static void write(Exchange exchange, int status, String mediaType, Object body)
      throws JsonProcessingException {
    put(exchange, status, mediaType, Json.MAPPER.writeValueAsBytes(body));
  }

  private static void put(Exchange exchange, int status, String mediaType, byte[] body) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, mediaType);
    message.setBody(body);
  }
}
