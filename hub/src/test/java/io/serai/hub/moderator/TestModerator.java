package io.serai.hub.moderator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.serai.hub.trial.StandInModerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A moderator that answers as it is told, or does not, and remembers what it was asked. */
final class TestModerator implements AutoCloseable {

  /**
   * A request as it came.
   *
   * @param headers their names in small letters
   */
  record Asked(String method, String path, Map<String, List<String>> headers, String body) {}

  private final StandInModerator service;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private TestModerator(HttpHandler answer) throws IOException {
    service = new StandInModerator(exchange -> take(exchange, answer));
  }

  /** One that gives the same answer to everything. */
  static TestModerator answering(int status, String body) throws IOException {
    return new TestModerator(StandInModerator.answer(status, body));
  }

  /** One that says nothing until it is closed. */
  static TestModerator silent() throws IOException {
    return new TestModerator(exchange -> {});
  }

  /** One that begins an answer, and does not end it until it is closed. */
  static TestModerator endless() throws IOException {
    return new TestModerator(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });
  }

  private void take(HttpExchange exchange, HttpHandler answer) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    answer.handle(exchange);
    if (exchange.getResponseHeaders().containsKey("Content-Type")) {
      return;
    }
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens. */
  String url() {
    return service.url();
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    closing.countDown();
    service.close();
  }
}
