package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What interactive users may expect of sessions. */
class SessionTest extends HttpCalls {

  private static final long IDLE_MS = 4_000;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path policy = home.resolve("policies/sandbox.yaml");
    Files.writeString(
        policy,
        Files.readString(policy)
            .replaceFirst("perTenant: \\d+", "perTenant: 2")
            .replaceFirst("(sessions:[^~]*)idleMs: \\d+", "$1idleMs: " + IDLE_MS));
    hub = StartedHub.start(home, directory.resolve("state"), Map.of());
  }

  @AfterEach
  void closeWhatIsOpen() throws Exception {
    for (JsonNode session : json(hub.get("/v1/sessions")).path("sessions")) {
      hub.send("DELETE", "/v1/sessions/" + session.path("sessionId").asText());
    }
  }

  private static String open(String opening) throws Exception {
    HttpResponse<String> opened = hub.post("/v1/sessions", quoted(opening));
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    String place = opened.headers().firstValue("Location").orElseThrow();
    assertThat(place).isEqualTo("/v1/sessions/" + json(opened).path("sessionId").asText());
    return place;
  }

  private static HttpResponse<String> cell(String session, String code) throws Exception {
    ObjectNode cell = Json.MAPPER.createObjectNode().put("code", code);
    return hub.post(session + "/execute", cell.toString());
  }

  private static String state(String session) throws Exception {
    return json(hub.get(session)).path("state").asText();
  }

  private static void awaitState(String session, String state) {
    Awaitility.await().until(() -> state(session).equals(state));
  }

  @Test
  void keepsVariablesFromCallToCall() throws Exception {
    String python = open("{'language':'python'}");
    cell(python, "x = 41");
    JsonNode result = json(cell(python, "print('hi'); x + 1"));

    assertThat(result.path("status").asText()).isEqualTo("succeeded");
    assertThat(result.path("value").asText()).isEqualTo("42");
    assertThat(result.path("stdout").asText()).isEqualTo("hi\n");
    assertThat(result.at("/placement/target").asText()).isEqualTo("local-process");

    String node = open("{'language':'node','limits':{'memoryMb':512}}");
    cell(node, "const x = await Promise.resolve(41)");
    assertThat(json(cell(node, "x + 1")).path("value").asText()).isEqualTo("42");
  }

  @Test
  void makesEachCellAJobThatIsKept() throws Exception {
    String session = open("{'language':'python'}");
    JsonNode result = json(cell(session, "1 + 1"));

    JsonNode job = json(hub.get("/v1/jobs/" + result.path("jobId").asText()));
    assertThat(job.path("state").asText()).isEqualTo("succeeded");
    assertThat(job.at("/result/value").asText()).isEqualTo("2");
  }

  private static CompletableFuture<HttpResponse<String>> endless(String session) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return cell(session, "while True: pass");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void cancelsACellLikeAnyJob() throws Exception {
    String session = open("{'language':'python'}");
    CompletableFuture<HttpResponse<String>> endless = endless(session);
    JsonNode running =
        Awaitility.await()
            .until(() -> json(hub.get("/v1/jobs?state=running")).at("/jobs/0"), JsonNode::isObject);

    String job = "/v1/jobs/" + running.path("id").asText();
    assertThat(hub.send("DELETE", job).statusCode()).isEqualTo(202);
    assertThat(json(endless.get()).path("status").asText()).isEqualTo("cancelled");
    assertThat(json(hub.get(job)).path("state").asText()).isEqualTo("cancelled");
  }

  @Test
  void interruptsACellAndKeepsTheSession() throws Exception {
    String session = open("{'language':'python'}");
    cell(session, "kept = 7");
    CompletableFuture<HttpResponse<String>> endless = endless(session);
    awaitState(session, "busy");
    HttpResponse<String> meanwhile = cell(session, "kept");

    assertThat(meanwhile.statusCode()).isEqualTo(409);
    assertThat(json(meanwhile).path("type").asText()).endsWith("session-busy");
    assertThat(hub.send("POST", session + "/interrupt").statusCode()).isEqualTo(202);
    JsonNode interrupted = json(endless.get());
    assertThat(interrupted.path("status").asText()).isEqualTo("cancelled");
    assertThat(interrupted.at("/error/name").asText()).isEqualTo("KeyboardInterrupt");
    assertThat(hub.send("POST", session + "/interrupt").statusCode()).isEqualTo(409);
    assertThat(json(cell(session, "kept")).path("value").asText()).isEqualTo("7");
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    String session = open("{'language':'python'}");

    assertThat(hub.send("DELETE", session).statusCode()).isEqualTo(200);
    HttpResponse<String> late = cell(session, "1");
    assertThat(late.statusCode()).isEqualTo(410);
    assertThat(json(late).path("detail").asText()).contains("has ended, because it was closed");
    assertThat(hub.send("DELETE", session).statusCode()).isEqualTo(410);
  }

  @Test
  void endsWhenNobodyUsesIt() throws Exception {
    String session = open("{'language':'python'}");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.get(session).statusCode() == 410);
    assertThat(json(cell(session, "1")).path("detail").asText())
        .contains("it was idle for more than " + IDLE_MS + " ms");
  }

  @Test
  void endsWithItsInterpreter() throws Exception {
    String session = open("{'language':'python'}");
    JsonNode last = json(cell(session, "import os; os._exit(3)"));

    assertThat(last.path("exitCode").asInt()).isEqualTo(3);
    assertThat(json(cell(session, "1")).path("detail").asText())
        .contains("its interpreter has ended");
  }

  @Test
  void streamsWhatHappensAndEndsWhenTheStreamDrops() throws Exception {
    String session = open("{'language':'python'}");
    InputStream stream = hub.uri(session + "/events").toURL().openStream();
    String id = json(cell(session, "print('seen')")).path("jobId").asText();

    String events = readUntil(stream, "\"state\":\"succeeded\"");
    assertThat(events)
        .contains("event: state\ndata: {\"state\":\"open\"}")
        .contains("event: cell", "event: stdout", "seen\\n", id);
    assertThat(state(session)).isEqualTo("idle");
    stream.close();
    Awaitility.await()
        .atMost(Duration.ofMillis(IDLE_MS - 1_000))
        .until(() -> hub.get(session).statusCode() == 410);
    assertThat(json(hub.get(session)).path("detail").asText())
        .contains("its last listener has gone");
  }

  private static String readUntil(InputStream stream, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] chunk = new byte[4096];
    while (read.indexOf(end) < 0) {
      int count = stream.read(chunk);
      assertThat(count).as(read.toString()).isPositive();
      read.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
    }
    return read.toString();
  }

  @Test
  void refusesMoreSessionsThanATenantMayHave() throws Exception {
    open("{'language':'python'}");
    open("{'language':'python'}");
    HttpResponse<String> third = hub.post("/v1/sessions", quoted("{'language':'python'}"));

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(third).path("detail").asText())
        .isEqualTo(
            "sandbox: tenant 'default' has its 2 sessions open; close one or try again later");
    open("{'language':'python','tenant':'demo'}");
  }

  @Test
  void refusesWhatPoliciesRefuse() throws Exception {
    HttpResponse<String> greedy =
        hub.post("/v1/sessions", quoted("{'language':'python','limits':{'memoryMb':4096}}"));
    String session = open("{'language':'python'}");
    HttpResponse<String> blocked = cell(session, "name = input()");

    assertThat(greedy.statusCode()).isEqualTo(403);
    assertThat(json(greedy).path("detail").asText())
        .isEqualTo("allowlist: memoryMb '4096' is too high; allowed: up to 512");
    assertThat(blocked.statusCode()).isEqualTo(403);
    assertThat(json(blocked).path("detail").asText()).startsWith("moderation: ");
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    String session = open("{'language':'python'}");
    HttpResponse<String> memory =
        hub.post(session + "/execute", quoted("{'code':'1','limits':{'memoryMb':1}}"));
    HttpResponse<String> program =
        hub.post("/v1/sessions", quoted("{'language':'python','code':'1'}"));

    assertThat(memory.statusCode()).isEqualTo(400);
    assertThat(json(memory).path("detail").asText()).contains("'memoryMb' is unknown");
    assertThat(program.statusCode()).isEqualTo(400);
    assertThat(json(program).path("detail").asText()).contains("'code' is unknown");
    assertThat(cell("/v1/sessions/" + UUID.randomUUID(), "1").statusCode()).isEqualTo(404);
    assertThat(cell("/v1/sessions/one", "1").statusCode()).isEqualTo(400);
  }

  @Test
  void keepsASessionFromOtherTenants() throws Exception {
    String session = open("{'language':'python'}");
    HttpResponse<String> stranger =
        execute(
            "{'language':'python','tenant':'demo','code':'1','session':'"
                + session.substring(session.lastIndexOf('/') + 1)
                + "'}");

    assertThat(stranger.statusCode()).isEqualTo(404);
    assertThat(json(stranger).path("type").asText()).endsWith("unknown-session");
  }
}
