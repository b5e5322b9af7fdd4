package io.serai.sandbox.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Destination;
import io.serai.job.JobId;
import io.serai.job.Network;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy by itself, with names that mean what the test says and connections only noted. */
class FilteringProxyTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "good.example.org", "192.0.2.1",
          "evil.example.org", "169.254.169.254",
          "inside.example.org", "127.0.0.1",
          "169.254.169.254", "169.254.169.254");
  private static final Network NETWORK =
      new Network(
          Stream.of(
                  "good.example.org:443",
                  "good.example.org:80",
                  "evil.example.org:443",
                  "inside.example.org:443",
                  "169.254.169.254:80")
              .map(Destination::of)
              .toList());

  private final List<String> connected = new CopyOnWriteArrayList<>();
  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private final Gateway gateway = new Gateway(this::resolve, NotedOrigins::new);

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void connectsToTheAddressThatANameMeans() throws Exception {
    assertThat(ask("CONNECT good.example.org:443 HTTP/1.1", true)).contains(" 502 ");
    assertThat(ask("GET http://good.example.org/x HTTP/1.1", true)).contains(" 502 ");
    assertThat(connected).containsExactly("192.0.2.1:443", "192.0.2.1:80");
    assertThat(resolved).containsExactly("good.example.org", "good.example.org");
  }

  @Test
  void triesNoConnectionToWhatIsRefused() throws Exception {
    for (String request :
        List.of(
            "CONNECT evil.example.org:443 HTTP/1.1",
            "CONNECT inside.example.org:443 HTTP/1.1",
            "CONNECT 169.254.169.254:80 HTTP/1.1",
            "GET http://169.254.169.254/latest/meta-data HTTP/1.1",
            "GET http://good.example.org:8080/ HTTP/1.1",
            "CONNECT good.example.org:22 HTTP/1.1",
            "CONNECT other.example.org:443 HTTP/1.1")) {
      assertThat(ask(request, true)).as(request).startsWith("HTTP/1.1 403 '");
    }
    assertThat(connected).isEmpty();
    assertThat(resolved).doesNotContain("other.example.org");
  }

  @Test
  void refusesWhatIsNoRequestToAProxy() throws Exception {
    assertThat(ask("GET / HTTP/1.1", true)).startsWith("HTTP/1.1 400 this is a proxy");
    assertThat(ask("CONNECT good.example.org HTTP/1.1", true)).startsWith("HTTP/1.1 400 ");
    assertThat(connected).isEmpty();
  }

  /** The Host header is no second way to name a destination. */
  @Test
  void goesByTheRequestLineAlone() throws Exception {
    assertThat(ask("GET http://other.example.org/ HTTP/1.1\r\nHost: good.example.org", true))
        .startsWith("HTTP/1.1 403 'other.example.org:80'");
    assertThat(connected).isEmpty();
  }

  @Test
  void refusesAConnectionOfNoJob() throws Exception {
    assertThat(ask("CONNECT good.example.org:443 HTTP/1.1", false))
        .startsWith("HTTP/1.1 403 connection is of no job");
    assertThat(connected).isEmpty();
  }

  private String ask(String request, boolean known) throws Exception {
    String hostLine = request.contains("Host:") ? "" : "Host: unused\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      if (known) {
        register(socket.getLocalPort());
      }
      socket
          .getOutputStream()
          .write((request + "\r\n" + hostLine + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return answer(socket);
    }
  }

  private static String answer(Socket socket) throws IOException {
    byte[] head = new byte[4096];
    int count = socket.getInputStream().read(head);
    return new String(head, 0, Math.max(0, count), StandardCharsets.US_ASCII);
  }

  private void register(int port) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    gateway
        .loop()
        .runOnContext(
            unused -> {
              gateway
                  .visits()
                  .begin(
                      port,
                      new Visit(
                          JobId.parse("0".repeat(8) + "-0000-0000-0000-" + "0".repeat(12)),
                          NETWORK));
              done.complete(null);
            });
    done.get(5, TimeUnit.SECONDS);
  }

  private int port() throws Exception {
    return gateway
        .proxy()
        .toCompletionStage()
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS)
        .port();
  }

  private InetAddress[] resolve(String host) throws java.net.UnknownHostException {
    resolved.add(host);
    return new InetAddress[] {InetAddress.getByName(NAMES.get(host))};
  }

  private final class NotedOrigins extends Origins {

    NotedOrigins(Vertx vertx) {
      super(vertx);
    }

    @Override
    Future<NetSocket> connect(InetAddress address, int port) {
      connected.add(address.getHostAddress() + ":" + port);
      return Future.failedFuture("noted only");
    }

    @Override
    Future<HttpClientRequest> request(InetAddress address, Destination destination) {
      connected.add(address.getHostAddress() + ":" + destination.port());
      return Future.failedFuture("noted only");
    }
  }
}
