package io.serai.hub.trial;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ExternalModerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on loopback in the place of a moderator outside: it answers as a test says. */
public final class StandInModerator implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** One that does as it is told with every request. */
  public StandInModerator(HttpHandler answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", answer);
    server.start();
  }

  /** To give the same answer to everything. */
  public static HttpHandler answer(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/moderations";
  }

  /** That it is asked by a kamelet; any file will do for a key here. */
  public ExternalModerator askedBy(String kamelet) throws IOException {
    Path key = Files.createTempFile("moderator", ".key");
    key.toFile().deleteOnExit();
    Files.writeString(key, "k-1");
    return new ExternalModerator(
        kamelet,
        Map.of("url", url(), "key", "file:" + key),
        Set.of(),
        Decision.FLAG,
        "somebody objects",
        Map.of(),
        Decision.BLOCK,
        "");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
