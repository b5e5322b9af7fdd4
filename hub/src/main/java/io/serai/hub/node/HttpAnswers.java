package io.serai.hub.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.hub.contract.NodeProblem;
import io.serai.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Writes whole documents to responses, on their event loop. */
final class HttpAnswers {

  private HttpAnswers() {}

  static void send(HttpServerResponse response, int status, Object document) {
    send(response, status, "application/json", document);
  }

  static void problem(HttpServerResponse response, NodeProblem problem) {
    if (problem.status() == 503) {
      response.putHeader("Retry-After", "1");
    }
    send(response, problem.status(), NodeProblem.MEDIA_TYPE, problem);
  }

  private static void send(
      HttpServerResponse response, int status, String mediaType, Object document) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    response.putHeader("Content-Type", mediaType);
    response.putHeader("Cache-Control", "no-store");
    var unused = response.end(Buffer.buffer(bytes(document)));
  }

  static byte[] bytes(Object document) {
    try {
      return Json.MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("answer could not be written", e);
    }
  }
}
