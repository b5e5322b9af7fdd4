package io.serai.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.hub.events.JobEvent;
import io.serai.json.Json;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/**
 * Writes events to a response as they happen.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class ServerSentEvents {

  /** A reader that is further behind than this is let go; it may come again and catch up. */
  private static final int MAX_UNREAD_BYTES = 16 << 20;

  private ServerSentEvents() {}

  static void begin(HttpServerResponse response) {
    response.setWriteQueueMaxSize(MAX_UNREAD_BYTES);
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
  }

  /** Writes an event, unless nobody reads any more. */
  static void write(HttpServerResponse response, JobEvent event) {
    send(response, () -> "event: " + event.name() + "\ndata: " + json(event.data()) + "\n\n");
  }

  /** Writes what readers pass over, so that a connection that is gone is noticed. */
  static void writeComment(HttpServerResponse response) {
    send(response, () -> ":\n\n");
  }

  private static void send(HttpServerResponse response, Supplier<String> text) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.writeQueueFull()) {
      response.reset();
    } else {
      response.write(text.get());
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
