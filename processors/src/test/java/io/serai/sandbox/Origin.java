package io.serai.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What jobs reach in tests: an HTTP server on loopback, and a port that sends without an end. */
final class Origin implements AutoCloseable {

  static final int LARGE = 10 << 20;

  private static final int PIECE = 1 << 16;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] large = new byte[LARGE];
  private final HttpServer http;
  private final HttpsServer https;
  private final TestCertificate certificate = new TestCertificate();
  private final ServerSocket endless;
  private final ServerSocket deaf;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  Origin() {
    new Random(7).nextBytes(large);
    try {
      http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 64);
      https = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 64);
      https.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      endless = new ServerSocket(0, 64, LOOPBACK);
      deaf = new ServerSocket(0, 64, LOOPBACK);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    http.setExecutor(threads);
    https.createContext("/hello", exchange -> answer(exchange, bytes("secret hello")));
    https.setExecutor(threads);
    https.start();
    http.createContext("/hello", exchange -> answer(exchange, bytes("hello")));
    http.createContext("/large", exchange -> answer(exchange, large));
    http.createContext("/digest", exchange -> answer(exchange, digestOf(exchange)));
    http.createContext("/host", exchange -> answer(exchange, hostOf(exchange)));
    http.start();
    threads.execute(this::acceptEndlessly);
  }

  /** The HTTP server. */
  String http() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /** The port that sends for as long as anyone reads. */
  String endless() {
    return "127.0.0.1:" + endless.getLocalPort();
  }

  /** The HTTPS server. */
  String https() {
    return "127.0.0.1:" + https.getAddress().getPort();
  }

  /** The certificate of the HTTPS server. */
  TestCertificate certificate() {
    return certificate;
  }

  /** The port that takes connections and never reads from them. */
  String deaf() {
    return "127.0.0.1:" + deaf.getLocalPort();
  }

  /** How many connections the endless port has now. */
  int connections() {
    return connections.get();
  }

  /** How many bytes the endless port has got rid of. */
  long sent() {
    return sent.get();
  }

  /** How many requests the HTTP server has had. */
  int requests() {
    return requests.get();
  }

  /** The digest of what {@code /large} answers with. */
  String digest() {
    return hex(sha256().digest(large));
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    requests.incrementAndGet();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] hostOf(HttpExchange exchange) {
    return bytes(exchange.getRequestHeaders().getFirst("Host"));
  }

  private static byte[] digestOf(HttpExchange exchange) throws IOException {
    MessageDigest digest = sha256();
    byte[] piece = new byte[1 << 16];
    InputStream body = exchange.getRequestBody();
    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
      digest.update(piece, 0, count);
    }
    return bytes(hex(digest.digest()));
  }

  private void acceptEndlessly() {
    try {
      while (true) {
        Socket socket = endless.accept();
        threads.execute(() -> sendEndlessly(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void sendEndlessly(Socket socket) {
    connections.incrementAndGet();
    try (socket) {
      while (true) {
        socket.getOutputStream().write(large, 0, PIECE);
        sent.addAndGet(PIECE);
      }
    } catch (IOException e) {
      // Nobody reads any more.
    } finally {
      connections.decrementAndGet();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] digest) {
    return String.format("%064x", new BigInteger(1, digest));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    https.stop(0);
    threads.shutdownNow();
    try {
      endless.close();
      deaf.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
