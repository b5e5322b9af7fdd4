package io.serai.hub.callback;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of callbacks on loopback, which counts what comes. */
final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int status = 204;
  private volatile String location = "";
  private volatile boolean endless;
  private volatile String last = "";

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver start(String address) {
    return start(address, 0);
  }

  static Receiver start(String address, int port) {
    try {
      Receiver receiver =
          new Receiver(
              HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0));
      receiver.server.setExecutor(receiver.threads);
      receiver.server.createContext("/", receiver::answer);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    last =
        String.join(
            " ",
            exchange.getRequestMethod(),
            exchange.getRequestHeaders().getFirst("Host"),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("webhook-id"),
            body);
    requests.incrementAndGet();
    if (status == 0) {
      awaitClose();
    }
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().set("Location", location);
    }
    exchange.sendResponseHeaders(endless ? 200 : Math.max(status, 200), endless ? 0 : -1);
    try (OutputStream out = exchange.getResponseBody()) {
      while (endless) {
        out.write(new byte[8_192]);
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers so from now on; with no status at all, it does not answer until it is closed. */
  void answer(int anyStatus, String anyLocation) {
    status = anyStatus;
    location = anyLocation;
  }

  void answerWithoutEnd() {
    endless = true;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String destination(String name) {
    return name + ":" + port();
  }

  int requests() {
    return requests.get();
  }

  /** The last request's method, host, path, id and body. */
  String last() {
    return last;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
