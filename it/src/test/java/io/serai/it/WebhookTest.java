package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks, signed here and sent to a hub. */
class WebhookTest extends HttpCalls {

  private static final String SECRET = "It's a Secret to Everybody";
  private static final String PAYLOAD = "{\"action\":\"opened\",\"n\":%d}";

  private static Path home;
  private static Path state;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    home = folder.resolve("home");
    state = folder.resolve("state");
    Homes.copy(home);
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.writeString(home.resolve("policies/webhooks.yaml"), policy(secret));
    hub = StartedHub.start(home, state, Map.of());
  }

  private static String policy(Path secret) {
    return """
        sources:
          github:
            scheme: github
            secrets: ["env:NOT_SET_ANYWHERE_1"]
            tenant: default
            job: {language: python, code: print(1)}
          repository:
            scheme: github
            secrets: ["env:RETIRED_AND_GONE", "file:%1$s"]
            tenant: default
            submitter: the-repository
            events: [pull_request.opened]
            job:
              language: python
              code: "import json, sys; print(json.load(sys.stdin)['n'] * 2)"
              stdin: "${ . }"
              labels: {action: "${ .action }"}
          chat:
            scheme: slack
            secrets: ["file:%1$s"]
            tenant: demo
            job:
              language: python
              code: "import sys; print(sys.stdin.read())"
              stdin: "${ .text }"
        callbacks: {giveUpAfterHours: 72}
        """
        .formatted(secret);
  }

  @Test
  void runsAJobOnceHoweverOftenItsWebhookComes() throws Exception {
    String body = PAYLOAD.formatted(21);
    HttpResponse<String> first = send("repository", body, "pull_request", signature(body));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    JsonNode job = awaitEnd(first.headers().firstValue("Location").orElseThrow());
    assertThat(job.at("/result/stdout").asText()).isEqualTo("42\n");
    assertThat(job.at("/result/labels/action").asText()).isEqualTo("opened");
    assertThat(job.path("submitter").asText()).isEqualTo("the-repository");
    assertThat(job.path("source").asText()).isEqualTo("webhook");

    HttpResponse<String> again = send("repository", body, "pull_request", signature(body));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("jobId")).isEqualTo(json(first).path("jobId"));

    hub.close();
    hub = StartedHub.start(home, state, Map.of());
    HttpResponse<String> later = send("repository", body, "pull_request", signature(body));
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(json(later).path("jobId")).isEqualTo(json(first).path("jobId"));
  }

  @Test
  void refusesWhatIsNotSigned() throws Exception {
    String body = PAYLOAD.formatted(1);

    HttpResponse<String> forged = send("repository", body + " ", "pull_request", signature(body));
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(json(forged).path("detail").asText())
        .isEqualTo(
            "header 'x-hub-signature-256' does not match; sign the raw body with a secret of this"
                + " source");
    assertThat(hub.post("/webhooks/repository", body).statusCode()).isEqualTo(401);
    assertThat(
            hub.post(
                    "/webhooks/repository",
                    body,
                    "X-Hub-Signature-256",
                    signature(body),
                    "x-hub-signature-256",
                    signature(body))
                .statusCode())
        .as("the same header twice")
        .isEqualTo(401);
    assertThat(statusOfHugeHeader()).isEqualTo(431);
    assertThat(send("nobody", body, "push", signature(body)).statusCode()).isEqualTo(404);
    assertThat(send("repository", "[1]", "push", signature("[1]")).statusCode()).isEqualTo(422);
  }

  /** By a plain socket: a client of HTTP/2 is told by the end of its connection only. */
  private static int statusOfHugeHeader() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      String request =
          "POST /webhooks/repository HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
              + "X-Hub-Signature-256: sha256="
              + "0".repeat(20_000)
              + "\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] status = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(status, StandardCharsets.US_ASCII).substring(9));
    }
  }

  @Test
  void answersHandshakesAndWhatNobodyWants() throws Exception {
    String ping = "{\"zen\":\"Keep it logically awesome.\"}";
    assertThat(send("repository", ping, "ping", signature(ping)).body())
        .isEqualTo("{\"outcome\":\"pong\"}");

    String star = "{\"action\":\"created\"}";
    HttpResponse<String> ignored = send("repository", star, "star", signature(star));
    assertThat(ignored.statusCode()).isEqualTo(202);
    assertThat(json(ignored).path("outcome").asText()).isEqualTo("ignored");
    assertThat(json(ignored).path("event").asText()).isEqualTo("star.created");

    String challenge = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB\"}";
    assertThat(chat(challenge, "application/json").body())
        .isEqualTo("{\"challenge\":\"3eZbrw1aB\"}");
  }

  @Test
  void readsAFormWhoseBytesAreSigned() throws Exception {
    HttpResponse<String> accepted =
        chat("command=%2Frun&text=a+b%21", "application/x-www-form-urlencoded");

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode job = awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
    assertThat(job.at("/result/stdout").asText()).isEqualTo("a b!\n");
    assertThat(job.path("tenant").asText()).isEqualTo("demo");
  }

  @Test
  void saysThatASecretIsNotThere() throws Exception {
    String body = PAYLOAD.formatted(2);
    HttpResponse<String> answer = send("github", body, "push", signature(body));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(hub.log()).contains("secret 'env:NOT_SET_ANYWHERE_1' is not set");
  }

  @Test
  void takesASourceThatIsAddedWhileItRuns() throws Exception {
    Path file = home.resolve("policies/webhooks.yaml");
    String before = Files.readString(file);
    Files.writeString(
        file,
        before.replace(
            "sources:",
            "sources:\n  added: {scheme: gitlab, secrets: ['env:PATH'], tenant: default, job: {language: python, code: print(1)}}"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        hub.post("/webhooks/added", "{}", "X-Gitlab-Token", System.getenv("PATH"))
                            .statusCode())
                    .isIn(200, 202));
  }

  private static HttpResponse<String> send(
      String source, String body, String event, String signature) throws Exception {
    return hub.post(
        "/webhooks/" + source,
        body,
        "Content-Type",
        "application/json",
        "X-GitHub-Event",
        event,
        "X-Hub-Signature-256",
        signature);
  }

  private static HttpResponse<String> chat(String body, String type) throws Exception {
    String stamp = String.valueOf(Instant.now().getEpochSecond());
    return hub.post(
        "/webhooks/chat",
        body,
        "Content-Type",
        type,
        "X-Slack-Request-Timestamp",
        stamp,
        "X-Slack-Signature",
        "v0=" + hmac("v0:" + stamp + ":" + body));
  }

  private static String signature(String body) throws GeneralSecurityException {
    return "sha256=" + hmac(body);
  }

  private static String hmac(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
