package io.serai.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A moderator outside that objects to nothing. */
final class FakeModerator implements AutoCloseable {

  private static final String HARMLESS =
      """
      {"id": "modr-1", "model": "m", "results": [{"flagged": false,
        "categories": {"violence": false}, "category_scores": {"violence": 0.1}}]}
      """;

  private final HttpServer server;

  FakeModerator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", FakeModerator::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = HARMLESS.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
