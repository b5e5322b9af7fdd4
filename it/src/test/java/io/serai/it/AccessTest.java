package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.cli.Serai;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, tokens and tenants, beyond what {@link AccessMatrixTest} tries with every operation. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before the first test.
class AccessTest extends AccessFixture {

  private static final String JOB = "{\"language\":\"python\",\"code\":\"print(1)\"}";

  @TempDir private static Path directory;

  @Test
  void writesTheFirstKeyForItsOwnerAndNeverIntoTheLog() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(hub.log())
        .contains("the first key, for operators, is in " + keyFile)
        .doesNotContain(operator.substring(24));
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, GET, /v1/jobs, 200",
    "viewer, POST, /v1/jobs, 403",
    "viewer, GET, /v1/audit, 403",
    "submitter, POST, /v1/jobs, 202",
    "submitter, GET, /v1/keys, 403",
    "approver, POST, /v1/jobs, 403",
    "approver, DELETE, /v1/jobs/00000000-0000-7000-8000-000000000000, 403",
    "operator, GET, /v1/keys, 200",
    "operator, GET, /v1/audit, 200",
    "operator, DELETE, /v1/jobs/00000000-0000-7000-8000-000000000000, 404",
    "operator, POST, /v1/jobs, 403",
    "operator, POST, /v1/jobs/00000000-0000-7000-8000-000000000000/replay, 404",
    "submitter, POST, /v1/jobs/00000000-0000-7000-8000-000000000000/replay, 404",
    "approver, POST, /v1/jobs/00000000-0000-7000-8000-000000000000/replay, 403",
    "viewer, POST, /v1/jobs/00000000-0000-7000-8000-000000000000/replay, 403",
    "submitter, DELETE, /v1/jobs/00000000-0000-7000-8000-000000000000, 404"
  })
  void permitsWhatARoleIncludes(String role, String method, String path, int status)
      throws Exception {
    String body = method.equals("POST") ? JOB : null;
    assertThat(call(method, path, body, token("acme", role)).statusCode()).isEqualTo(status);
  }

  @Test
  void runsAJobAgainOnItsTenantsAccountWhoeverAsks() throws Exception {
    String id = json(call("POST", "/execute", JOB, acme)).path("jobId").asText();

    String anybodys = token("*", "operator");
    HttpResponse<String> asked = call("POST", "/v1/jobs/" + id + "/replay", "{}", anybodys);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    JsonNode job = json(get("/v1/jobs/" + json(asked).path("jobId").asText(), acme));
    assertThat(job.path("tenant").asText()).isEqualTo("acme");
    assertThat(job.path("submitter").asText()).isEqualTo("oidc:ann");
  }

  @Test
  void takesTheTenantFromTheCredential() throws Exception {
    HttpResponse<String> ran = call("POST", "/execute", JOB, token("globex", "submitter"));
    assertThat(ran.statusCode()).as(ran.body()).isEqualTo(200);
    JsonNode job =
        json(get("/v1/jobs/" + json(ran).path("jobId").asText(), token("globex", "viewer")));
    assertThat(job.path("tenant").asText()).isEqualTo("globex");
    assertThat(job.path("submitter").asText()).isEqualTo("oidc:ann");

    HttpResponse<String> foreign = call("POST", "/v1/jobs", of("acme"), globex);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(seen(foreign, "acme"))
        .isEqualTo(seen(call("POST", "/v1/jobs", of("none"), globex), "none"));
    assertThat(call("POST", "/v1/jobs", of("acme"), operator).statusCode()).isEqualTo(202);
  }

  @Test
  void readsTheWholeBodyBehindAToken() throws Exception {
    String code = "print(len('" + "x".repeat(40_000) + "'))";
    String job = "{\"language\":\"python\",\"code\":\"" + code + "\"}";
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> ran = call("POST", "/execute", job, token("acme", "submitter"));
      assertThat(json(ran).path("stdout").asText()).as(ran.body()).isEqualTo("40000\n");
    }
  }

  @Test
  void tellsNothingOfAnotherTenantsIdsAndKeys() throws Exception {
    String mine = "{\"language\":\"python\",\"code\":\"1\",\"idempotencyKey\":\"k\"}";
    JsonNode first = json(call("POST", "/v1/jobs", mine, acme));
    JsonNode theirs = json(call("POST", "/v1/jobs", mine, globex));
    assertThat(theirs.path("duplicate").asBoolean()).isFalse();
    assertThat(json(call("POST", "/v1/jobs", mine, acme)).path("jobId"))
        .isEqualTo(first.path("jobId"));

    String taken = first.path("jobId").asText();
    String free = UUID.randomUUID().toString();
    HttpResponse<String> refused = call("POST", "/v1/jobs", withId(taken), globex);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(seen(refused, taken))
        .isEqualTo(seen(call("POST", "/v1/jobs", withId(free), globex), free));
    assertThat(call("POST", "/v1/jobs", withId(free), operator).statusCode()).isEqualTo(202);
  }

  @Test
  void listsNothingOfAnotherTenant() throws Exception {
    String job = json(call("POST", "/v1/jobs", JOB, acme)).path("jobId").asText();
    call("POST", "/v1/jobs", JOB, globex);

    assertThat(get("/v1/jobs?tenant=acme", globex).body()).isEqualTo("{\"jobs\":[]}");
    assertThat(get("/v1/jobs?tenant=none", globex).body()).isEqualTo("{\"jobs\":[]}");
    assertThat(get("/v1/audit?tenant=acme", globex).body()).isEqualTo("{\"entries\":[]}");
    // A page after a job tells when that was accepted; one of another tenant is as none.
    assertThat(get("/v1/jobs?after=" + job, globex).body()).isEqualTo("{\"jobs\":[]}");
    assertThat(get("/v1/jobs?after=" + UUID.randomUUID(), globex).body())
        .isEqualTo("{\"jobs\":[]}");
    assertThat(get("/v1/jobs?limit=1", operator).body()).contains("\"tenant\":\"globex\"");
  }

  @Test
  void tellsNothingOfAnotherTenantsSessions() throws Exception {
    HttpResponse<String> opened = call("POST", "/v1/sessions", "{\"language\":\"python\"}", acme);
    String session = json(opened).path("sessionId").asText();
    String none = UUID.randomUUID().toString();
    assertThat(refusedIn(session)).isEqualTo(refusedIn(none));

    call("DELETE", "/v1/sessions/" + session, null, acme);
    assertThat(get("/v1/sessions/" + session, acme).statusCode()).isEqualTo(410);
    assertThat(seen(get("/v1/sessions/" + session, globex), session))
        .isEqualTo(seen(get("/v1/sessions/" + none, globex), none));
    assertThat(refusedIn(session)).isEqualTo(refusedIn(none));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/jobs/../keys",
        "/v1/./keys",
        "//v1/keys",
        "/v1/%6beys",
        "/v1/keys/",
        "/healthz/../v1/keys",
        "/healthz/..%2fv1/keys",
        "/v1/keys;x=/healthz"
      })
  void servesAPathOnlyAsItIsWritten(String path) throws Exception {
    assertThat(get(path, null).statusCode()).isEqualTo(404);
    assertThat(get(path, operator).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesMoreThanOneCredential() throws Exception {
    HttpResponse<String> answer =
        hub.post("/v1/jobs", JOB, "Authorization", "Bearer " + acme, "Authorization", "Bearer x");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(hub.post("/v1/jobs", JOB, "Authorization", "Basic " + acme).statusCode())
        .isEqualTo(401);
  }

  @Test
  void notesCancelsAndRefusedCredentials() throws Exception {
    String sleeps = "{\"language\":\"python\",\"code\":\"import time; time.sleep(50)\"}";
    String job = json(call("POST", "/v1/jobs", sleeps, acme)).path("jobId").asText();
    assertThat(call("DELETE", "/v1/jobs/" + job, null, operator).statusCode()).isIn(200, 202);

    String about = "/v1/audit?subject=" + job;
    Awaitility.await().until(() -> json(get(about, acme)).path("entries").size() == 2);
    JsonNode decided = json(get(about, acme)).path("entries").path(0);
    assertThat(decided.path("action").asText()).isEqualTo("job.decide");
    assertThat(decided.path("detail").path("submitter").asText()).isEqualTo("key:acme/all");
    assertThat(decided.path("detail").path("moderation").asText()).isEqualTo("allow");
    JsonNode cancelled = json(get(about, acme)).path("entries").path(1);
    assertThat(cancelled.path("actor").asText()).isEqualTo("key:operator");
    assertThat(cancelled.path("action").asText()).isEqualTo("job.cancel");
    assertThat(cancelled.path("tenant").asText()).isEqualTo("acme");
    assertThat(get("/v1/audit?tenant=acme", acme).body()).doesNotContain("job.decide");
    assertThat(get("/v1/audit?decisions=true", acme).body()).contains("job.decide");

    for (int i = 0; i < 50; i++) {
      get("/v1/jobs", "serai_" + i);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("/v1/audit?subject=key", operator).body().contains("malformed"));
    assertThat(json(get("/v1/audit?subject=key", operator)).path("entries").size()).isLessThan(10);
  }

  @Test
  void managesKeysFromTheCommandLine() throws Exception {
    String key = made("keys", "create", "--name", "cli", "--tenant", "acme", "--role", "operator");
    String id = key.substring(6, 22);
    Path own = Files.writeString(directory.resolve("own.key"), key + "\n", StandardCharsets.UTF_8);
    assertThat(serai(own, "keys", "list").out()).contains(id, "cli").doesNotContain("globex");
    assertThat(serai(own, "keys", "create", "--name", "x", "--role", "operator").errors())
        .contains("key may do more than its maker;");

    String next = made("keys", "rotate", "--overlap", "PT0S", id);
    assertThat(serai(own, "keys", "list").errors()).contains("key is malformed, unknown, expired");
    Files.writeString(own, next);
    assertThat(serai(own, "audit", "--subject", id).out())
        .contains("key.create", "key.rotate", "key:operator");

    assertThat(serai(keyFile, "keys", "revoke", id).out()).isEqualTo("revoked\n");
    assertThat(serai(own, "jobs", "list").code()).isEqualTo(1);
    assertThat(serai(keyFile, "jobs", "list").code()).isZero();
  }

  private record Ended(int code, String out, String errors) {}

  private static String made(String... arguments) {
    Ended ended = serai(keyFile, arguments);
    assertThat(ended.code()).as(ended.errors()).isZero();
    assertThat(ended.out()).matches("serai_[0-9a-f]{16}_[0-9a-f]{64}\n");
    return ended.out().trim();
  }

  private static Ended serai(Path key, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--url", hub.uri("").toString(), "--key-file", key.toString()));
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Serai.execute(new PrintWriter(out), new PrintWriter(errors), all.toArray(String[]::new));
    return new Ended(code, out.toString(), errors.toString());
  }

  /** What somebody learns who sends a job into a session of another tenant. */
  private static Map<String, Object> refusedIn(String session) throws Exception {
    String job = "{\"language\":\"python\",\"code\":\"1\",\"session\":\"" + session + "\"}";
    HttpResponse<String> refused = call("POST", "/execute", job, globex);
    JsonNode problem = json(refused);
    return Map.of(
        "status", refused.statusCode(),
        "type", problem.path("type").asText(),
        "detail", problem.path("detail").asText().replace(session, "<session>"));
  }

  private static String of(String tenant) {
    return "{\"language\":\"python\",\"code\":\"1\",\"tenant\":\"" + tenant + "\"}";
  }

  private static String withId(String id) {
    return "{\"language\":\"python\",\"code\":\"1\",\"id\":\"" + id + "\"}";
  }
}
