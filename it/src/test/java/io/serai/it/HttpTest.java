package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a service may expect of the HTTP ingress. */
class HttpTest extends HttpFixture {

  @Test
  void runsPythonAndAnswersWithTheResult() throws Exception {
    JsonNode result = ok("{'language':'python','code':'import sys; print(6 * 7); sys.exit(3)'}");

    assertThat(result.path("status").asText()).isEqualTo("failed");
    assertThat(result.path("exitCode").asInt()).isEqualTo(3);
    assertThat(result.path("stdout").asText()).isEqualTo("42\n");
    assertThat(result.at("/usage/wallMs").asLong()).isPositive();
    assertThat(result.at("/placement/target").asText()).isEqualTo("local-process");
    assertThat(result.at("/cost/currency").asText()).isEqualTo("USD");
    assertThat(result.path("timings")).hasSize(5);
  }

  @Test
  void bringsBackValuePicturesAndFiles() throws Exception {
    JsonNode result =
        ok(
            "{'language':'python','code':'import os\\nos.makedirs(\\'output\\')\\nopen(\\'output/a.txt\\', \\'w\\').write(\\'hi\\')\\nimshow_data = [[1, 2], [3, 4]]\\n6 * 7'}");

    assertThat(result.path("value").asText()).isEqualTo("42");
    assertThat(result.at("/images/0/mediaType").asText()).isEqualTo("image/png");
    assertThat(result.at("/artifacts/0/path").asText()).isEqualTo("a.txt");
    assertThat(result.at("/artifacts/0/content").binaryValue()).isEqualTo(new byte[] {'h', 'i'});
  }

  @Test
  void namesTheExceptionThatEndedAProgram() throws Exception {
    JsonNode result = ok("{'language':'node','code':'throw new RangeError(\\'far\\')'}");

    assertThat(result.path("status").asText()).isEqualTo("failed");
    assertThat(result.at("/error/name").asText()).isEqualTo("RangeError");
    assertThat(result.at("/error/message").asText()).isEqualTo("far");
    assertThat(result.at("/error/traceback").asText()).contains("main.cjs:1");
  }

  @Test
  void namesTheLimitThatEndedAProgram() throws Exception {
    JsonNode result = ok("{'language':'python','code':'while True: pass','limits':{'cpuMs':300}}");

    assertThat(result.path("status").asText()).isEqualTo("timed_out");
    assertThat(result.path("stopReason").asText()).isEqualTo("cpu_time");
    assertThat(result.at("/reason/message").asText())
        .isEqualTo("job used more than 300 ms of CPU time");
    assertThat(result.at("/usage/cpuMs").asLong()).isBetween(300L, 3_000L);
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
  void waitsForTheFirstJobsResultWhereAJobIsSentAgain() throws Exception {
    String job =
        "{'language':'python','code':'import time, random; time.sleep(1); print(random.random())',"
            + "'idempotencyKey':'"
            + UUID.randomUUID()
            + "'}";

    JsonNode accepted = json(submit(job));
    HttpResponse<String> running = hub.post("/execute", quoted(job));
    HttpResponse<String> finished = hub.post("/execute", quoted(job));

    assertThat(json(running).path("jobId")).isEqualTo(accepted.path("jobId"));
    assertThat(json(running).path("stdout").asText()).startsWith("0.");
    assertThat(finished.body()).isEqualTo(running.body());
    assertThat(running.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(finished.headers().firstValue("Idempotency-Replayed")).hasValue("true");
  }

  @Test
  void refusesAKeyThatWasSentWithAnotherJob() throws Exception {
    String key = UUID.randomUUID().toString();
    submit("{'language':'python','code':'print(1)','idempotencyKey':'" + key + "'}");
    HttpResponse<String> other =
        submit("{'language':'python','code':'print(2)','idempotencyKey':'" + key + "'}");

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).path("detail").asText())
        .isEqualTo(
            "idempotency key '"
                + key
                + "' was sent before with another job; send a new key, or the same job");
  }

  @Test
  void refusesWhatNoDatabaseStores() throws Exception {
    HttpResponse<String> response =
        submit("{'language':'python','code':'print(1)','idempotencyKey':'a\\u0000b'}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("type").asText()).isEqualTo("urn:serai:problem:unstorable");
  }

  @Test
  void takesTheIdempotencyKeyFromItsHeaderToo() throws Exception {
    byte[] job = "{\"language\":\"python\",\"code\":\"print(1)\"}".getBytes(StandardCharsets.UTF_8);
    String[] headers = {
      "Content-Type", "application/json", "Idempotency-Key", UUID.randomUUID().toString()
    };

    JsonNode first = json(hub.post("/v1/jobs", job, headers));
    HttpResponse<String> second = hub.post("/v1/jobs", job, headers);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("jobId")).isEqualTo(first.path("jobId"));
    assertThat(json(second).path("duplicate").asBoolean()).isTrue();
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
            "moderation: job is blocked by rule 'waits-for-input' in code at line 1, column 8; it"
                + " reads standard input and the job brings none; send 'stdin'");
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
}
