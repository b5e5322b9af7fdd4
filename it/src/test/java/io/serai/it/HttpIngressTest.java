package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.client.HubClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the HTTP ingress takes, beyond the bytes of a connection. */
class HttpIngressTest extends HttpFixture {

  private static final String JSON = "application/json";

  @Test
  void inflatesARequest() throws Exception {
    byte[] job = gzip(Mailbox.JOB.getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        hub.post("/execute", job, "Content-Type", JSON, "Content-Encoding", "gzip");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("stdout").asText()).isEqualTo("7\n");
  }

  @Test
  void refusesABombAtABoundedCost() throws Exception {
    assertStillRuns();
    byte[] bomb = gzip(new byte[512 << 20]);
    long before = hub.residentBytes();
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer =
          hub.post("/execute", bomb, "Content-Type", JSON, "Content-Encoding", "gzip");
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(json(answer).path("type").asText()).endsWith(":body-too-large");
    }
    assertThat(hub.residentBytes() - before).isLessThan(256L << 20);
    assertStillRuns();
  }

  @Test
  void saysWhichCodingsItTakes() throws Exception {
    HttpResponse<String> answer =
        hub.post("/execute", Mailbox.JOB, "Content-Type", JSON, "Content-Encoding", "br");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip");
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("content coding 'br' is not supported; allowed: gzip, identity");
  }

  @Test
  void refusesAKeyThatNoIndexHolds() throws Exception {
    String key = "k".repeat(501);
    HttpResponse<String> answer =
        hub.post("/execute", Mailbox.JOB, "Content-Type", JSON, "Idempotency-Key", key);
    assertThat(answer.statusCode()).isEqualTo(400);
    HttpResponse<String> zero =
        hub.post("/execute", Mailbox.JOB.replace("}", ",\"idempotencyKey\":\"a\\u0000b\"}"));
    assertThat(zero.statusCode()).as(zero.body()).isEqualTo(400);
    assertStillRuns();
  }

  /** A job prints more than the reader of its events takes: the hub lets the reader go. */
  @Test
  void letsAReaderGoThatDoesNotReadItsEvents(@TempDir Path state) throws Exception {
    try (StartedHub impatient =
        StartedHub.start(state, Map.of("serai.http.patience-seconds", "2"))) {
      String id =
          json(impatient.post(
                  "/v1/jobs",
                  quoted(
                      "{'language':'python','limits':{'outputBytes':4000000,'timeoutMs':20000},"
                          + "'code':'import time\\nfor i in range(39):\\n print(\\'x\\'*100000,"
                          + " flush=True); time.sleep(0.1)\\ntime.sleep(10)'}")))
              .path("jobId")
              .asText();
      try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
        reader.setReceiveBufferSize(4_096);
        reader
            .getOutputStream()
            .write(
                ("GET /v1/jobs/" + id + "/events HTTP/1.1\r\nHost: h\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> connections(impatient.port()) == 0);
      }
    }
  }

  /** Connections that the hub has on a port, as the kernel tells. */
  private static long connections(int port) throws IOException {
    String local = ":%04X ".formatted(port);
    return java.nio.file.Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .map(line -> line.trim().split("\\s+", -1))
        .filter(field -> (field[1] + " ").endsWith(local) && field[3].equals("01"))
        .count();
  }

  @Test
  void servesItsCommandLineByTls(@TempDir Path directory) throws Exception {
    Certificates.hub(directory);
    Certificates.node(directory, "server", "127.0.0.1");
    Map<String, String> settings =
        Map.of(
            "serai.http.tls.certificate", directory.resolve("server.pem").toString(),
            "serai.http.tls.key", directory.resolve("server.key").toString());
    try (StartedHub secure =
        StartedHub.launch(StartedHub.HOME, directory.resolve("state"), settings)) {
      URI address = URI.create("https://127.0.0.1:" + secure.port());
      HubClient client = new HubClient(address, directory.resolve("ca.pem").toString());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> client.get("/readyz").successful());
      assertThat(client.get("/v1/jobs?limit=1").status()).isEqualTo(200);
      assertThat(secure.log()).contains("serai is ready at " + address);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
