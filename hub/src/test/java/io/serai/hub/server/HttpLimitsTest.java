package io.serai.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.config.PemPair;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a connection may do, and what it is told when it does more. */
@SuppressWarnings("NullAway.Init") // JUnit starts the server before the first test.
class HttpLimitsTest {

  private static final String CLOSE = "Host: h\r\nConnection: close\r\n";

  private static ListenerFixture server;

  @BeforeAll
  static void start() throws Exception {
    server = new ListenerFixture(new PemPair("", ""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void servesWhatIsWellFormed() throws IOException {
    assertThat(server.exchange("GET /echo HTTP/1.1\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("echo:0");
    assertThat(
            server.exchange(
                "POST /echo HTTP/1.1\r\n"
                    + CLOSE
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
        .endsWith("echo:5");
    assertThat(server.exchange("POST /echo HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi"))
        .endsWith("echo:2");
  }

  static Stream<Arguments> ambiguousHeads() {
    String length = "Content-Length: 5\r\n";
    String chunked = "Transfer-Encoding: chunked\r\n";
    return Stream.of(
        Arguments.of("both lengths", CLOSE + length + chunked, "0\r\n\r\n"),
        Arguments.of("two lengths", CLOSE + length + "Content-Length: 6\r\n", "hello"),
        Arguments.of("the same length twice", CLOSE + length + length, "hello"),
        Arguments.of("a list of lengths", CLOSE + "Content-Length: 5, 5\r\n", "hello"),
        Arguments.of("a signed length", CLOSE + "Content-Length: +5\r\n", "hello"),
        Arguments.of("an unknown coding", CLOSE + "Transfer-Encoding: xchunked\r\n", "hello"),
        Arguments.of("no coding", CLOSE + "Transfer-Encoding: identity\r\n", "hello"),
        Arguments.of("chunked twice", CLOSE + chunked + chunked, "0\r\n\r\n"),
        Arguments.of("a hidden coding", CLOSE + "Transfer-Encoding:\u000bchunked\r\n", "0\r\n\r\n"),
        Arguments.of("a folded line", "Host: h\r\nX-One: 1\r\n two\r\n", ""),
        Arguments.of("a fold by tab", "Host: h\r\nX-One: 1\r\n\ttwo\r\n", ""),
        Arguments.of("space before a colon", CLOSE + "Content-Length : 5\r\n", "hello"),
        Arguments.of("a bare line feed", "Host: h\nConnection: close\n", ""),
        Arguments.of("a carriage return in a value", "Host: h\r\nX-One: a\rb\r\n", ""),
        Arguments.of("a zero byte", "Host: h\r\nX-One: a\0b\r\n", ""),
        Arguments.of("no host", "X-One: 1\r\n", ""),
        Arguments.of("two hosts", "Host: a\r\nHost: b\r\n", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguousHeads")
  void refusesWhatTwoServersMayReadDifferently(String name, String fields, String body)
      throws IOException {
    String answer = server.exchange("POST /echo HTTP/1.1\r\n" + fields + "\r\n" + body);

    assertProblem(answer, 400, "malformed-request");
    assertThat(answer).doesNotContain("echo:");
  }

  /** The fold arrives apart from the line that it continues. */
  @Test
  void refusesAFoldThatComesLater() throws Exception {
    try (Socket socket = server.connect()) {
      for (String part : List.of("GET /echo HTTP/1.1\r\nHost: h\r\nX: 1\r\n", " y\r\n\r\n")) {
        ListenerFixture.send(socket, part);
        Thread.sleep(200);
      }
      assertProblem(ListenerFixture.rest(socket), 400, "malformed-request");
    }
  }

  @Test
  void refusesAMalformedChunk() throws IOException {
    assertProblem(
        server.exchange(
            "POST /echo HTTP/1.1\r\n"
                + CLOSE
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
        400,
        "malformed-request");
  }

  @Test
  void refusesALongLineALargeHeadAndManyFields() throws IOException {
    assertProblem(
        server.exchange("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + CLOSE + "\r\n"),
        414,
        "uri-too-long");
    assertProblem(
        server.exchange("GET /echo HTTP/1.1\r\nX: " + "a".repeat(17_000) + "\r\n" + CLOSE + "\r\n"),
        431,
        "headers-too-large");
    assertProblem(
        server.exchange("GET /echo HTTP/1.1\r\n" + "X: 1\r\n".repeat(101) + CLOSE + "\r\n"),
        431,
        "too-many-headers");
    assertProblem(server.exchange("GET /echo HTTP/3.7\r\n" + CLOSE + "\r\n"), 505, "http-version");
  }

  @Test
  void cutsAChunkedBodyThatIsTooLarge() throws IOException {
    String chunk = "2710\r\n" + "a".repeat(10_000) + "\r\n";
    try (Socket socket = server.connect()) {
      ListenerFixture.send(
          socket, "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      ListenerFixture.send(socket, chunk.repeat(12));
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void hangsUpOnAHeadThatDoesNotEnd() throws Exception {
    try (Socket socket = server.connect()) {
      ListenerFixture.send(socket, "GET /echo HTTP/1.1\r\n");
      assertHangsUp(socket, "X: 1\r\n");
    }
  }

  @Test
  void hangsUpOnAConnectionThatIsIdle() throws Exception {
    try (Socket socket = server.connect()) {
      ListenerFixture.send(socket, "GET /echo HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(ListenerFixture.rest(socket)).startsWith("HTTP/1.1 200").endsWith("echo:0");
    }
  }

  @Test
  void refusesABodyThatTrickles() throws Exception {
    try (Socket socket = server.connect()) {
      ListenerFixture.send(
          socket, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n");
      StringBuilder answer = new StringBuilder();
      Thread trickle = trickle(socket, "a");
      try {
        answer.append(firstLine(socket));
      } finally {
        trickle.interrupt();
        trickle.join();
      }
      assertThat(answer.toString()).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void waitsWithoutImpatienceForItsOwnAnswer() throws Exception {
    try (Socket socket = server.connect()) {
      ListenerFixture.send(socket, "GET /never HTTP/1.1\r\nHost: h\r\n\r\n");
      socket.setSoTimeout((int) ListenerFixture.PATIENCE.toMillis() * 2);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void hangsUpOnAReaderThatDoesNotRead() throws Exception {
    try (Socket socket = server.connect()) {
      ListenerFixture.send(socket, "GET /much HTTP/1.1\r\nHost: h\r\n\r\n");
      Thread.sleep(ListenerFixture.PATIENCE.toMillis() * 3);
      long read = 0;
      byte[] buffer = new byte[1 << 20];
      try {
        for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
          read += n;
          assertThat(read).as("bytes held for a reader that was away").isLessThan(64L << 20);
        }
      } catch (SocketException e) {
        // Reset, with what had not been read.
      }
    }
  }

  @Test
  void bearsAFewRequestsAheadOfTheirAnswersAndNoMore() throws Exception {
    String one = "GET /never HTTP/1.1\r\nHost: h\r\n\r\n";
    try (Socket socket = server.connect()) {
      ListenerFixture.send(socket, one.repeat(16));
      socket.setSoTimeout(1_000);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);
      ListenerFixture.send(socket, one);
      assertThat(ListenerFixture.rest(socket)).isEmpty();
    }
  }

  @Test
  void bearsSoManyConnectionsOfAnAddress() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < ListenerFixture.MOST_CONNECTIONS; i++) {
        Socket socket = server.connect();
        open.add(socket);
        ListenerFixture.send(socket, "GET /never HTTP/1.1\r\nHost: h\r\n\r\n");
      }
      try (Socket late = server.connect()) {
        assertThat(endOf(late)).isEqualTo(-1);
      }
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(server.exchange("GET /echo HTTP/1.1\r\n" + CLOSE + "\r\n"))
                    .endsWith("echo:0"));
  }

  private static int endOf(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private static void assertHangsUp(Socket socket, String trickled) throws Exception {
    Thread trickle = trickle(socket, trickled);
    try {
      assertThat(endOf(socket)).isEqualTo(-1);
    } finally {
      trickle.interrupt();
      trickle.join();
    }
  }

  /** A little every 100 ms, until it is interrupted or nobody takes it. */
  private static Thread trickle(Socket socket, String text) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  ListenerFixture.send(socket, text);
                  Thread.sleep(100);
                }
              } catch (IOException | InterruptedException e) {
                // Over.
              }
            },
            "trickle");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static String firstLine(Socket socket) throws IOException {
    byte[] start = socket.getInputStream().readNBytes(12);
    return new String(start, StandardCharsets.US_ASCII);
  }

  private static void assertProblem(String answer, int status, String code) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"type\":\"urn:serai:problem:" + code + "\"");
    assertThat(answer.split("HTTP/1.1 \\d", -1)).as("one answer").hasSize(2);
  }
}
