package io.serai.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.hub.events.JobEvent;
import io.serai.json.Json;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes events to a response as they happen.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class ServerSentEvents {

  private ServerSentEvents() {}

  static void begin(HttpServerResponse response) {
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
  }

  /** Writes an event, unless nobody reads any more. */
  static void write(HttpServerResponse response, JobEvent event) {
    if (!response.ended() && !response.closed()) {
      response.write("event: " + event.name() + "\ndata: " + json(event.data()) + "\n\n");
    }
  }

  /** Writes what readers pass over, so that a connection that is gone is noticed. */
  static void writeComment(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.write(":\n\n");
    }
  }

  private static String json(Object data) {
    try {
      return Json.MAPPER.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event could not be written", e);
    }
  }
}
