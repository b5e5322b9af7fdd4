package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class HttpTest {

  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path state) throws IOException {
    hub = StartedHub.start(state, Map.of());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void runsPythonAndAnswersWithTheResult() throws Exception {
    JsonNode result = ok("{'language':'python','code':'import sys; print(6 * 7); sys.exit(3)'}");

    assertThat(result.path("status").asText()).isEqualTo("failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(3);
    assertThat(result.path("stdout").asText()).isEqualTo("42\n");
    assertThat(result.at("/usage/wallMs").asLong()).isPositive();
    assertThat(result.at("/placement/target").asText()).isEqualTo("local-process");
    assertThat(result.at("/cost/currency").asText()).isEqualTo("USD");
    assertThat(result.path("timings")).hasSize(4);
  }

  @Test
  void runsNodeWithStandardInput() throws Exception {
    JsonNode result =
        ok(
            "{'language':'node','stdin':'abc','code':'process.stdin.once(\\'data\\', d => console.log(d.toString().toUpperCase()))'}");

    assertThat(result.path("status").asText()).isEqualTo("succeeded");
    assertThat(result.path("stdout").asText()).isEqualTo("ABC\n");
  }

  @Test
  void acceptsAJobAndShowsItUntilItEnds() throws Exception {
    HttpResponse<String> accepted = submit("{'language':'python','code':'print(1)'}");

    assertThat(accepted.statusCode()).isEqualTo(202);
    String location = accepted.headers().firstValue("Location").orElseThrow();
    JsonNode job = awaitEnd(location);
    assertThat(job.path("state").asText()).isEqualTo("succeeded");
    assertThat(job.at("/result/stdout").asText()).isEqualTo("1\n");
    assertThat(json(hub.get("/v1/jobs?state=succeeded&tenant=default&limit=500")).path("jobs"))
        .anySatisfy(each -> assertThat(location).endsWith(each.path("id").asText()));
  }

  @Test
  void answersARepetitionWithTheFirstJob() throws Exception {
    String job =
        "{'language':'python','code':'print(1)','idempotencyKey':'" + UUID.randomUUID() + "'}";

    JsonNode first = json(submit(job));
    HttpResponse<String> second = submit(job);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("duplicate").asBoolean()).isTrue();
    assertThat(json(second).path("jobId")).isEqualTo(first.path("jobId"));
  }

  @Test
  void cancelsARunningJob() throws Exception {
    String location =
        submit(
                "{'language':'python','code':'import time; time.sleep(30)','limits':{'timeoutMs':40000}}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Awaitility.await()
        .until(() -> json(hub.get(location)).path("state").asText().equals("running"));

    assertThat(hub.send("DELETE", location).statusCode()).isEqualTo(202);
    assertThat(awaitEnd(location).path("state").asText()).isEqualTo("cancelled");
    assertThat(hub.send("DELETE", location).statusCode()).isEqualTo(409);
  }

  @Test
  void streamsOutputWhileItIsProduced() throws Exception {
    String location =
        submit(
                "{'language':'python','code':'import time\\nfor i in range(3):\\n  print(i, flush=True)\\n  time.sleep(0.5)'}")
            .headers()
            .firstValue("Location")
            .orElseThrow();

    long firstOutput = 0;
    long end = 0;
    var stream = hub.uri(location + "/events").toURL().openStream();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: stdout") && firstOutput == 0) {
          firstOutput = System.nanoTime();
        }
        if (line.equals("event: result")) {
          end = System.nanoTime();
        }
      }
    }
    assertThat(firstOutput).isPositive();
    assertThat(Duration.ofNanos(end - firstOutput)).isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void stopsAJobAtItsTimeLimit() throws Exception {
    JsonNode result =
        ok(
            "{'language':'python','code':'print(1, flush=True)\\nwhile True: pass','limits':{'timeoutMs':500}}");

    assertThat(result.path("status").asText()).isEqualTo("timed_out");
    assertThat(result.path("stdout").asText()).isEqualTo("1\n");
    assertThat(result.at("/reason/message").asText()).isEqualTo("job ran longer than 500 ms");
  }

  @Test
  void acceptsACloudEvent() throws Exception {
    String event =
        quoted(
            "{'specversion':'1.0','id':'1','source':'/it','type':'job','data':{'language':'python','code':'print(5)'}}");

    HttpResponse<String> structured =
        hub.post("/execute", event, "Content-Type", "application/cloudevents+json");
    HttpResponse<String> binary =
        hub.post(
            "/execute",
            quoted("{'language':'python','code':'print(6)'}"),
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "2",
            "ce-source",
            "/it",
            "ce-type",
            "job");

    assertThat(json(structured).path("stdout").asText()).isEqualTo("5\n");
    assertThat(json(binary).path("stdout").asText()).isEqualTo("6\n");
  }

  @Test
  void refusesWhatModerationBlocksAndKeepsTheResult() throws Exception {
    HttpResponse<String> refused = execute("{'language':'python','code':'name = input()'}");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("detail").asText())
        .isEqualTo(
            "moderation: job is blocked by rule 'waits-for-input'; it reads standard input and the"
                + " job brings none; send 'stdin'");
    assertThat(json(refused).at("/result/status").asText()).isEqualTo("rejected");
  }

  @Test
  void refusesMoreThanTheAllowListGrants() throws Exception {
    HttpResponse<String> refused =
        execute("{'language':'python','code':'1','limits':{'memoryMb':4096}}");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("detail").asText())
        .isEqualTo("allowlist: memoryMb '4096' is too high; allowed: up to 512");
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        Arguments.of("{", 400, "body is not JSON at line 1"),
        Arguments.of("[]", 400, "body is not a JSON object; send one job as an object"),
        Arguments.of(
            "{'language':'python','code':'1','colour':'red'}",
            400,
            "field 'colour' is unknown; allowed: id, idempotencyKey, tenant"),
        Arguments.of(
            "{'language':'python','code':1}",
            400,
            "/code: value 1 is not allowed; type must be \"string\""),
        Arguments.of("{'language':'python'}", 400, "field 'code' is missing; it is required"),
        Arguments.of(
            "{'language':'perl','code':'1'}",
            400,
            "/language: value \"perl\" is not allowed; enum must be [\"python\",\"node\"]"),
        Arguments.of(
            "{'language':'python','code':'1','tenant':'nobody'}",
            403,
            "tenant 'nobody' is unknown; add it to policies/allowlist.yaml"),
        Arguments.of(
            "{'language':'python','code':'1','files':[{'path':'../x','content':''}]}",
            400,
            "/files/0/path: path '../x' leaves the working folder"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void saysWhatIsWrongWithABadRequest(String body, int status, String detail) throws Exception {
    for (String path : new String[] {"/execute", "/v1/jobs"}) {
      HttpResponse<String> answer = hub.post(path, quoted(body));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(json(answer).path("detail").asText()).startsWith(detail);
    }
    assertStillRuns();
  }

  @Test
  void refusesABodyThatIsNotUtf8() throws Exception {
    HttpResponse<String> answer =
        hub.post("/execute", new byte[] {'{', '"', (byte) 0xff, '"', '}'});

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("body is not UTF-8 (RFC 8259, section 8.1); encode it as UTF-8");
  }

  @Test
  void refusesABodyOf50Megabytes() throws Exception {
    byte[] body = new byte[50 << 20];
    Arrays.fill(body, (byte) ' ');

    int status;
    try {
      status = hub.post("/execute", body).statusCode();
    } catch (IOException e) {
      // The hub answers and hangs up while the client still sends: this client then may not see
      // the answer, so it is read with one that does.
      status = statusOfLargeUpload();
    }
    assertThat(status).isEqualTo(413);
    assertStillRuns();
  }

  private static int statusOfLargeUpload() throws IOException {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 52428800\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(String.valueOf(in.readLine()).substring(9, 12));
    }
  }

  @Test
  void refusesAnotherMediaType() throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/execute", "language=python", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo(
            "content type 'application/x-www-form-urlencoded' is not supported; allowed:"
                + " application/json, application/cloudevents+json");
  }

  @Test
  void refusesWhatTheContractDoesNotHave() throws Exception {
    assertThat(hub.get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> wrongMethod = hub.send("PUT", "/execute");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    assertThat(hub.get("/v1/jobs/7").statusCode()).isEqualTo(400);
    assertThat(hub.get("/v1/jobs/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(hub.get("/v1/jobs?limit=0").statusCode()).isEqualTo(400);
  }

  private static void assertStillRuns() throws Exception {
    assertThat(ok("{'language':'python','code':'print(1)'}").path("stdout").asText())
        .isEqualTo("1\n");
  }

  private static JsonNode awaitEnd(String location) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json(hub.get(location)), job -> job.has("finishedAt"));
  }

  private static JsonNode ok(String job) throws Exception {
    HttpResponse<String> answer = execute(job);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static HttpResponse<String> execute(String job) throws Exception {
    return hub.post("/execute", quoted(job));
  }

  private static HttpResponse<String> submit(String job) throws Exception {
    return hub.post("/v1/jobs", quoted(job));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  /** Single quotes read better in Java; an escaped one stays one. */
  private static String quoted(String json) {
    return json.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\'');
  }
}
