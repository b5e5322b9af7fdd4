package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors of source kamelets that need no broker: a schedule, a webhook. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class ClockAndWebhookDoorsTest extends HttpCalls {

  private static final String SECRET = "It's a Secret to Everybody";

  private static Doors doors;
  private static Path secret;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    secret = Files.writeString(directory.resolve("secret"), SECRET);
    hub = StartedHub.start(home, directory.resolve("state"), Map.of("serai.docker.host", ""));
    doors = new Doors(home, hub);
  }

  @Test
  void runsAJobByTheClockOnTheAccountOfItsTenant() throws Exception {
    doors.open(
        "schedule-own",
        Doors.of(
            "schedule-own",
            "refused-schedule",
            "schedule-jobs-source",
            "name: often",
            "cron: '* * * * * *'",
            "tenant: demo",
            "job: '{\"language\": \"python\", \"code\": \"print(6 * 7)\"}'"));
    Awaitility.await().until(() -> jobs("schedule:often") >= 2);
    doors.close("schedule-own");
    int count = jobs("schedule:often");
    TimeUnit.SECONDS.sleep(3);
    assertThat(jobs("schedule:often")).isEqualTo(count);
    JsonNode job = job("schedule:often");
    assertThat(job.path("tenant").asText()).isEqualTo("demo");
    assertThat(awaitEnd("/v1/jobs/" + job.path("id").asText()).at("/result/stdout").asText())
        .isEqualTo("42\n");
  }

  @Test
  void keepsAScheduledJobThatNoTenantMayHave() throws Exception {
    doors.open(
        "schedule-nobody",
        Doors.of(
            "schedule-nobody",
            "refused-schedule",
            "schedule-jobs-source",
            "name: nobody",
            "cron: '* * * * * *'",
            "tenant: nobody",
            "job: '{\"language\": \"python\", \"code\": \"print(1)\"}'"));
    Awaitility.await()
        .until(
            () -> hub.get("/v1/dead-letters?source=schedule").body(),
            body -> body.contains("unknown-tenant"));
    doors.close("schedule-nobody");
  }

  @Test
  void takesSignedWebhooksOnly() throws Exception {
    doors.open(
        "webhook-own",
        Doors.of(
            "webhook-own",
            "stage",
            "webhook-jobs-source",
            "name: ours",
            "scheme: github",
            "secrets: file:" + secret,
            "events: push",
            "job: |",
            "  {\"language\": \"python\",",
            "   \"code\": \"import sys\\nprint(sys.stdin.read())\",",
            "   \"stdin\": \"${ .ref }\"}"));
    String body = "{\"ref\":\"refs/heads/main\"}";
    Awaitility.await().until(() -> hook(body, "star").statusCode() == 202);

    HttpResponse<String> accepted = hook(body, "push");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    JsonNode job = awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
    assertThat(job.at("/result/stdout").asText()).isEqualTo("refs/heads/main\n");
    assertThat(job.path("submitter").asText()).isEqualTo("webhook:ours");
    assertThat(hook(body, "push").statusCode()).as("the same again").isEqualTo(200);
    assertThat(hub.post("/webhooks/ours", body).statusCode()).as("unsigned").isEqualTo(401);

    doors.close("webhook-own");
    assertThat(hook(body, "push").statusCode()).isEqualTo(404);
  }

  private static int jobs(String submitter) throws Exception {
    return (int) list().stream().filter(each -> isFrom(each, submitter)).count();
  }

  private static JsonNode job(String submitter) throws Exception {
    return list().stream().filter(each -> isFrom(each, submitter)).findFirst().orElseThrow();
  }

  private static boolean isFrom(JsonNode job, String submitter) {
    return job.path("submitter").asText().equals(submitter);
  }

  private static List<JsonNode> list() throws Exception {
    JsonNode page = json(hub.get("/v1/jobs?limit=500"));
    return StreamSupport.stream(page.path("jobs").spliterator(), false).toList();
  }

  private static HttpResponse<String> hook(String body, String event) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    return hub.post(
        "/webhooks/ours",
        body,
        "Content-Type",
        "application/json",
        "X-GitHub-Event",
        event,
        "X-Hub-Signature-256",
        "sha256=" + signature);
  }
}
