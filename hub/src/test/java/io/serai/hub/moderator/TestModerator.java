package io.serai.hub.moderator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ExternalModerator;
import io.serai.policy.ModerationPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers as it is told, and remembers what it was asked. */
public final class TestModerator implements AutoCloseable {

  /**
   * A request as it came.
   *
   * @param headers their names in small letters
   */
  public record Asked(String method, String path, Map<String, List<String>> headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private TestModerator(HttpHandler answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> take(exchange, answer));
    server.start();
  }

  /** One that gives the same answer to everything. */
  public static TestModerator answering(int status, String body) throws IOException {
    return new TestModerator(
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
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
      exchange.close();
      return;
    }
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/moderations";
  }

  /** A policy that has it asked by a kamelet; any file will do for a key here. */
  public ModerationPolicy policy(String kamelet) throws IOException {
    Path key = Files.createTempFile("moderator", ".key");
    key.toFile().deleteOnExit();
    Files.writeString(key, "k-1");
    ExternalModerator external =
        new ExternalModerator(
            kamelet,
            Map.of("url", url(), "key", "file:" + key),
            Set.of(),
            Decision.FLAG,
            "somebody objects",
            Map.of(),
            Decision.BLOCK,
            "");
    return new ModerationPolicy(List.of(), List.of(), Map.of(), external);
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
