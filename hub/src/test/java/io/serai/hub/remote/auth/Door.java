package io.serai.hub.remote.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.hub.remote.RequestSigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real HTTP server with a doorkeeper, and a client that signs what it sends there. */
final class Door implements AutoCloseable {

  /** A request between its signature and the wire. */
  record Sent(String method, String path, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    Sent with(String name, String value) {
      Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      changed.putAll(headers);
      changed.put(name, value);
      return new Sent(method, path, changed, body);
    }

    Sent without(String name) {
      Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      changed.putAll(headers);
      changed.remove(name);
      return new Sent(method, path, changed, body);
    }

    Sent at(String otherPath) {
      return new Sent(method, otherPath, headers, body);
    }

    Sent saying(String otherBody) {
      return new Sent(method, path, headers, otherBody);
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpServer server;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final @Nullable URI behind;

  private Door(Doorkeeper keeper, @Nullable URI behind) throws IOException {
    this.behind = behind;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, keeper));
    server.start();
  }

  static Door keptBy(Doorkeeper keeper) throws IOException {
    return new Door(keeper, null);
  }

  /** Whoever is admitted gets through to what is behind. */
  static Door before(URI behind, Doorkeeper keeper) throws IOException {
    return new Door(keeper, behind);
  }

  private void answer(HttpExchange exchange, Doorkeeper keeper) throws IOException {
    int status = 200;
    String text = "welcome";
    try {
      Received request = Received.from(exchange);
      keeper.admit(request);
      heard.add(new String(request.body(), StandardCharsets.UTF_8));
      text = behind == null ? text : passedOn(behind, request);
    } catch (Doorkeeper.Denied e) {
      status = e.status();
      text = e.why();
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String passedOn(URI behind, Received request) throws IOException {
    HttpRequest inside =
        HttpRequest.newBuilder(behind.resolve(request.target()))
            .header("Content-Type", "application/json")
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
            .build();
    try {
      return CLIENT.send(inside, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The bodies that got through. */
  List<String> heard() {
    return heard;
  }

  /** Sends a signed request, unchanged. */
  HttpResponse<String> call(RequestSigner signer) throws IOException, InterruptedException {
    return call(signer, sent -> sent);
  }

  /** Sends a signed request that somebody changes on its way. */
  HttpResponse<String> call(RequestSigner signer, UnaryOperator<Sent> onTheWay)
      throws IOException, InterruptedException {
    String path = "/execute/a%20b?wait=true&x=%2F";
    String body = "{\"code\":\"print(1)\"}";
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", "application/json");
    headers.putAll(
        signer.sign(
            "POST", address(path), Map.copyOf(headers), body.getBytes(StandardCharsets.UTF_8)));
    return send(onTheWay.apply(new Sent("POST", path, headers, body)));
  }

  private HttpResponse<String> send(Sent sent) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(sent.path()))
            .method(sent.method(), HttpRequest.BodyPublishers.ofString(sent.body()));
    sent.headers().forEach(request::header);
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
