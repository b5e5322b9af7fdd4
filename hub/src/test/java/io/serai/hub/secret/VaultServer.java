package io.serai.hub.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers on loopback as Vault's key-value engine does, version 2: {@code GET /v1/ENGINE/data/PATH}
 * with a token.
 */
final class VaultServer implements AutoCloseable {

  private final HttpServer server;
  private final String token;
  private final Map<String, Map<String, String>> documents = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  private VaultServer(HttpServer server, String token) {
    this.server = server;
    this.token = token;
  }

  static VaultServer start(String token) throws IOException {
    VaultServer vault =
        new VaultServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            token);
    vault.server.createContext("/v1/", vault::read);
    vault.server.start();
    return vault;
  }

  private void read(HttpExchange exchange) throws IOException {
    reads.incrementAndGet();
    if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      answer(exchange, 403, "{\"errors\":[\"permission denied\"]}");
      return;
    }
    Map<String, String> document = documents.get(exchange.getRequestURI().getPath());
    if (document == null) {
      answer(exchange, 404, "{\"errors\":[]}");
      return;
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode data = body.putObject("data");
    data.set("data", Json.MAPPER.valueToTree(document));
    data.putObject("metadata")
        .put("created_time", "2026-01-01T00:00:00.000000000Z")
        .put("deletion_time", "")
        .put("destroyed", false)
        .put("version", 1);
    answer(exchange, 200, body.toString());
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Writes a document, over the one before. */
  void put(String engine, String path, Map<String, String> document) {
    documents.put("/v1/" + engine + "/data/" + path, document);
  }

  int reads() {
    return reads.get();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
