package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait for somebody, on two hubs of one database: either holds, either decides. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hubs before the first test.
class ApprovalTest {

  private static final String POLICY =
      """
      rules:
        - { name: flagged, when: { flagged: true }, approvers: 1, expiresAfter: P1D }
        - { name: people, when: { categories: [personal-data] }, approvers: 1, expiresAfter: P1D }
        - { name: brief, when: { tenants: [demo] }, approvers: 1, expiresAfter: 2 }
      """;
  private static final String FLAGGED =
      "{\"language\":\"python\",\"code\":\"import subprocess; print('ran')\",\"labels\":{\"a\":\"b\"}}";
  private static final String BRIEF =
      "{\"language\":\"python\",\"code\":\"print('never')\",\"tenant\":\"demo\"}";
  private static final String REASON = "{\"reason\":\"looked at it\"}";

  private static PostgresServer postgres;
  private static Path home;
  private static Path directory;
  private static StartedHub one;
  private static StartedHub other;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/approval.yaml"), POLICY);
    postgres = PostgresServer.start(directory.resolve("postgres"));
    one = StartedHub.start(home, directory.resolve("one"), settings("8"));
    other = StartedHub.start(home, directory.resolve("other"), settings("8"));
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    postgres.close();
  }

  private static Map<String, String> settings(String slots) {
    return Map.of(
        "serai.database.url",
        postgres.jdbcUrl(),
        "serai.docker.host",
        "",
        "serai.run.slots",
        slots,
        "serai.lease.seconds",
        "10");
  }

  @Test
  void runsAFlaggedJobOnceAnotherHubHasApprovedIt() throws Exception {
    HttpResponse<String> held = one.post("/execute", FLAGGED);
    assertThat(held.statusCode()).as(held.body()).isEqualTo(202);
    assertThat(json(held).path("state").asText()).isEqualTo("waiting_for_approval");
    String location = held.headers().firstValue("Location").orElseThrow();
    String id = json(held).path("jobId").asText();

    assertThat(json(one.get("/v1/jobs?state=waiting_for_approval")).path("jobs"))
        .extracting(job -> job.path("id").asText())
        .contains(id);
    assertThat(json(other.get("/v1/approvals?state=waiting")).path("approvals"))
        .extracting(approval -> approval.path("jobId").asText())
        .contains(id);
    JsonNode shown = json(other.get("/v1/approvals/" + id));
    assertThat(shown.at("/job/code").asText()).contains("import subprocess");
    assertThat(shown.at("/approval/submitter").asText()).isEqualTo("local");
    assertThat(shown.at("/approval/grounds/0/because").asText())
        .isEqualTo("moderation flagged it by rule 'starts-programs': it starts other programs");

    HttpResponse<String> approved = other.post("/v1/jobs/" + id + "/approve", REASON);
    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    assertThat(json(approved).path("state").asText()).isEqualTo("approved");

    JsonNode job = awaitEnd(one, location);
    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
    assertThat(job.at("/result/stdout").asText()).isEqualTo("ran\n");
    assertThat(problem(one.post("/v1/jobs/" + id + "/deny", REASON), 409))
        .isEqualTo("already-decided");
  }

  @Test
  void holdsWhatHasACategoryEvenIfItIsNotFlagged() throws Exception {
    HttpResponse<String> held =
        one.post("/execute", "{\"language\":\"python\",\"code\":\"mail = 'ada@example.org'\"}");

    assertThat(held.statusCode()).as(held.body()).isEqualTo(202);
    JsonNode shown = json(other.get("/v1/approvals/" + json(held).path("jobId").asText()));
    assertThat(shown.at("/approval/grounds").size()).isEqualTo(1);
    assertThat(shown.at("/approval/grounds/0/rule").asText()).isEqualTo("people");
    assertThat(shown.at("/approval/grounds/0/because").asText())
        .isEqualTo("moderation found personal-data");
  }

  @Test
  void endsADeniedJobWithTheReasonAndWakesWhoeverWatches() throws Exception {
    String location = submit(one, FLAGGED);
    awaitWaiting(one, location);
    List<String> events = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> watching =
        CompletableFuture.runAsync(() -> watch(one, location, events));
    Awaitility.await().until(() -> events.size() == 2);

    HttpResponse<String> denied =
        other.post(location + "/deny", "{\"reason\":\"it deletes the archive\"}");

    assertThat(json(denied).path("state").asText()).isEqualTo("denied");
    JsonNode result = json(one.get(location)).path("result");
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.at("/reason/stage").asText()).isEqualTo("approval");
    assertThat(result.at("/reason/code").asText()).isEqualTo("denied");
    assertThat(result.at("/reason/rule").asText()).isEqualTo("flagged");
    assertThat(result.at("/reason/message").asText())
        .isEqualTo("job was denied by 'local': it deletes the archive");
    assertThat(result.at("/verdict/decision").asText()).isEqualTo("flag");
    assertThat(result.at("/labels/a").asText()).isEqualTo("b");
    watching.get();
    assertThat(events)
        .startsWith("event: state", "data: {\"state\":\"waiting_for_approval\"}")
        .contains("event: result");
  }

  @Test
  void expiresAJobThatNobodyDecides() throws Exception {
    String location = submit(one, BRIEF);

    JsonNode job = awaitEnd(other, location);

    assertThat(job.path("state").asText()).isEqualTo("rejected");
    assertThat(job.at("/result/reason/code").asText()).isEqualTo("approval-expired");
    assertThat(problem(one.post(location + "/approve", REASON), 409)).isEqualTo("approval-expired");
  }

  @Test
  void answersARepeatedRequestThatTheJobWaitsStill() throws Exception {
    String job = FLAGGED.replace("{\"language", "{\"idempotencyKey\":\"once\",\"language");
    assertThat(one.post("/execute", job).statusCode()).isEqualTo(202);

    HttpResponse<String> again = other.post("/execute", job);

    assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
  }

  @Test
  void cancelsAJobThatWaits() throws Exception {
    String location = submit(one, FLAGGED);
    awaitWaiting(one, location);

    assertThat(other.send("DELETE", location).statusCode()).isEqualTo(200);

    assertThat(json(one.get(location)).path("state").asText()).isEqualTo("cancelled");
    assertThat(problem(one.post(location + "/approve", REASON), 409)).isEqualTo("already-decided");
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    String location = submit(one, "{\"language\":\"python\",\"code\":\"print(1)\"}");
    String unknown = "/v1/jobs/00000000-0000-7000-8000-000000000000/approve";

    assertThat(problem(one.post(location + "/approve", REASON), 409)).isEqualTo("not-waiting");
    assertThat(problem(one.post(unknown, REASON), 404)).isEqualTo("unknown-job");
    assertThat(problem(one.post(location + "/deny", "{\"reason\":\" \"}"), 400))
        .isEqualTo("invalid-parameter");
    assertThat(problem(one.post(location + "/deny", "because"), 400))
        .isEqualTo("invalid-parameter");
    assertThat(problem(one.get("/v1/approvals?state=odd"), 400)).isEqualTo("invalid-parameter");
  }

  @Test
  void runsAnApprovedJobWhoseHubIsKilledBeforeItRan() throws Exception {
    try (PostgresServer apart = PostgresServer.start(directory.resolve("apart"))) {
      Map<String, String> settings =
          Map.of(
              "serai.database.url", apart.jdbcUrl(),
              "serai.docker.host", "",
              "serai.run.slots", "1",
              "serai.lease.seconds", "10");
      StartedHub first = StartedHub.start(home, directory.resolve("first"), settings);
      String location = submit(first, FLAGGED);
      awaitWaiting(first, location);
      // It takes the one slot, so that what is approved cannot run yet.
      String sleeper =
          submit(first, "{\"language\":\"python\",\"code\":\"import time; time.sleep(9)\"}");
      Awaitility.await()
          .until(() -> json(first.get(sleeper)).path("state").asText().equals("running"));
      assertThat(first.post(location + "/approve", REASON).statusCode()).isEqualTo(200);
      assertThat(json(first.get(location)).path("state").asText()).isEqualTo("accepted");
      first.kill();

      try (StartedHub second = StartedHub.start(home, directory.resolve("second"), settings)) {
        JsonNode job = awaitEnd(second, location);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
        assertThat(json(second.get("/v1/approvals?state=waiting")).path("approvals")).isEmpty();
      }
    }
  }

  private static void watch(StartedHub hub, String location, List<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                hub.uri(location + "/events").toURL().openStream(), StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String submit(StartedHub hub, String job) throws Exception {
    return hub.post("/v1/jobs", job).headers().firstValue("Location").orElseThrow();
  }

  private static void awaitWaiting(StartedHub hub, String location) {
    Awaitility.await()
        .until(() -> json(hub.get(location)).path("state").asText().equals("waiting_for_approval"));
  }

  private static JsonNode awaitEnd(StartedHub hub, String location) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> json(hub.get(location)), job -> job.has("finishedAt"));
  }

  private static String problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return json(answer).path("type").asText().replace("urn:serai:problem:", "");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }
}
