package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.access.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of {@code api/openapi.yaml} against callers that must not get through. An
 * operation that is new stands in the contract, and needs a line in {@link #MATRIX}.
 */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class AccessMatrixTest extends AccessFixture {

  /** What an operation is about, and so what another tenant may learn of it: nothing. */
  private enum About {
    /** Anybody may call it, and it tells of nobody. */
    OPEN,
    /** What the caller brings along, or all that is its own. */
    OWN,
    JOB,
    /** A job that waits for somebody's approval. */
    WAITING,
    SESSION,
    /** The answer to a job that nobody took. */
    LETTER,
    KEY,
    /** Numbers about what is the caller's own. */
    SUM,
    /** It tells of everybody, and so to nobody of one tenant. */
    EVERYBODY,
    /** Its credential is its signature; the tests of webhooks try that. */
    SIGNED
  }

  private static final Map<String, About> MATRIX =
      Map.ofEntries(
          Map.entry("healthz", About.OPEN),
          Map.entry("readyz", About.OPEN),
          Map.entry("metrics", About.EVERYBODY),
          Map.entry("listCosts", About.SUM),
          Map.entry("execute", About.OWN),
          Map.entry("submitJob", About.OWN),
          Map.entry("listJobs", About.OWN),
          Map.entry("getJob", About.JOB),
          Map.entry("cancelJob", About.JOB),
          Map.entry("jobPlacement", About.JOB),
          Map.entry("jobTrace", About.JOB),
          Map.entry("jobEvents", About.JOB),
          Map.entry("openSession", About.OWN),
          Map.entry("listSessions", About.OWN),
          Map.entry("getSession", About.SESSION),
          Map.entry("closeSession", About.SESSION),
          Map.entry("executeInSession", About.SESSION),
          Map.entry("interruptSession", About.SESSION),
          Map.entry("sessionEvents", About.SESSION),
          Map.entry("listKeys", About.OWN),
          Map.entry("createKey", About.OWN),
          Map.entry("rotateKey", About.KEY),
          Map.entry("revokeKey", About.KEY),
          Map.entry("listAudit", About.OWN),
          Map.entry("listVersions", About.EVERYBODY),
          Map.entry("getVersion", About.EVERYBODY),
          Map.entry("diffPolicies", About.EVERYBODY),
          Map.entry("listCold", About.EVERYBODY),
          Map.entry("restoreCold", About.EVERYBODY),
          Map.entry("tenantData", About.EVERYBODY),
          Map.entry("eraseTenant", About.EVERYBODY),
          Map.entry("listErasures", About.EVERYBODY),
          Map.entry("listApprovals", About.OWN),
          Map.entry("getApproval", About.WAITING),
          Map.entry("approveJob", About.WAITING),
          Map.entry("denyJob", About.WAITING),
          Map.entry("webhook", About.SIGNED),
          Map.entry("listDeadLetters", About.OWN),
          Map.entry("getDeadLetter", About.LETTER),
          Map.entry("dropDeadLetter", About.LETTER),
          Map.entry("replayDeadLetter", About.LETTER),
          Map.entry("replayJob", About.JOB),
          Map.entry("compareReplay", About.JOB));

  /** Bodies that are good enough to be refused for nothing else. */
  private static final Map<String, String> BODIES =
      Map.of(
          "executeInSession", "{\"code\": \"1\"}",
          "approveJob", "{\"reason\": \"x\"}",
          "denyJob", "{\"reason\": \"x\"}");

  private static final Map<String, String> WITHOUT = new HashMap<>();

  private static String job;
  private static String waiting;
  private static String session;
  private static String letter;

  @BeforeAll
  static void makeWhatOthersMustNotSee() throws Exception {
    HttpResponse<String> ran =
        call(
            "POST",
            "/execute",
            "{\"language\":\"python\",\"code\":\"print(1)\","
                + "\"callback\":{\"url\":\"https://localhost/\"}}",
            acme);
    assertThat(ran.statusCode()).as(ran.body()).isEqualTo(200);
    job = json(ran).path("jobId").asText();
    awaitLetter();
    HttpResponse<String> held =
        call("POST", "/v1/jobs", "{\"language\":\"python\",\"code\":\"import subprocess\"}", acme);
    assertThat(held.statusCode()).as(held.body()).isEqualTo(202);
    waiting = json(held).path("jobId").asText();
    awaitHeld();
    HttpResponse<String> opened = call("POST", "/v1/sessions", "{\"language\":\"python\"}", acme);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    session = json(opened).path("sessionId").asText();
    for (Scope scope : Scope.values()) {
      List<String> others =
          Arrays.stream(Scope.values()).filter(s -> s != scope).map(Scope::word).toList();
      String name = "without-" + scope.word().replace(':', '-');
      WITHOUT.put(scope.word(), newKey(name, "acme", ALL_ROLES, others).path("key").asText());
    }
  }

  /** A hub posts nothing to its own machine, so that the answer is a dead letter. */
  private static void awaitLetter() {
    letter =
        Awaitility.await()
            .until(
                () -> json(get("/v1/dead-letters", acme)).at("/deadLetters/0/id").asText(),
                id -> !id.isEmpty());
  }

  private static void awaitHeld() {
    Awaitility.await()
        .until(
            () ->
                json(get("/v1/jobs/" + waiting, acme))
                    .path("state")
                    .asText()
                    .equals("waiting_for_approval"));
  }

  @TestFactory
  Stream<DynamicTest> letsNobodyThroughWhoDoesNotBelong() throws IOException {
    return Operation.all().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> tryAll(operation)));
  }

  @TestFactory
  Stream<DynamicTest> namesOnlyOperationsThatThereAre() throws IOException {
    List<String> known = Operation.all().stream().map(Operation::id).toList();
    return MATRIX.keySet().stream()
        .map(id -> DynamicTest.dynamicTest(id, () -> assertThat(known).contains(id)));
  }

  private static void tryAll(Operation operation) throws Exception {
    assertThat(MATRIX)
        .as("operation '%s' is new; say in MATRIX what it is about", operation.id())
        .containsKey(operation.id());
    About about = MATRIX.getOrDefault(operation.id(), About.OWN);
    if (about == About.OPEN) {
      assertThat(operation.security().isArray() && operation.security().isEmpty()).isTrue();
      assertThat(send(operation, "x", null).statusCode()).isNotIn(401, 403, 404);
      return;
    }
    if (about == About.SIGNED) {
      assertThat(operation.security().isArray() && operation.security().isEmpty()).isTrue();
      assertThat(send(operation, "nobody", null).statusCode()).isEqualTo(404);
      return;
    }
    refusesStrangers(operation);
    refusesTheWrongScope(operation);
    tellsOtherTenantsNothing(operation, about);
  }

  private static void refusesStrangers(Operation operation) throws Exception {
    HttpResponse<String> answer = send(operation, job, null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"serai\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    for (String garbage :
        List.of(
            "x",
            "serai_x",
            acme + "0",
            acme.substring(0, 80) + "0000000",
            "eyJhbGciOiJub25lIn0.e30.")) {
      HttpResponse<String> refused = send(operation, job, garbage);
      assertThat(refused.statusCode()).as(garbage).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"serai\", error=\"invalid_token\"");
    }
  }

  private static void refusesTheWrongScope(Operation operation) throws Exception {
    String scope = operation.scope();
    HttpResponse<String> refused = send(operation, job, WITHOUT.get(scope));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"serai\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    assertThat(json(refused).path("type").asText())
        .isEqualTo("urn:serai:problem:insufficient-scope");
  }

  private static void tellsOtherTenantsNothing(Operation operation, About about) throws Exception {
    if (about == About.EVERYBODY) {
      HttpResponse<String> answer = send(operation, "nothing", globex);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("of-all-tenants").doesNotContain("acme");
      assertThat(send(operation, "nothing", operator).statusCode())
          .isEqualTo(operation.path("nothing").contains("nothing") ? 404 : 200);
      return;
    }
    if (about == About.SUM) {
      assertThat(json(send(operation, "", globex)).path("costs")).isEmpty();
      Awaitility.await().until(() -> !json(send(operation, "", acme)).path("costs").isEmpty());
      return;
    }
    if (about == About.OWN) {
      if (operation.method().equals("GET")) {
        HttpResponse<String> answer = send(operation, "", globex);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(job, waiting, session, acmeKeyId, "acme");
        assertThat(send(operation, "", acme).body())
            .containsAnyOf(job, waiting, session, acmeKeyId);
      }
      return;
    }
    String theirs = subject(about);
    String nobodys =
        switch (about) {
          case KEY -> "0123456789abcdef";
          case LETTER -> "9";
          default -> UUID.randomUUID().toString();
        };
    HttpResponse<String> foreign = send(operation, theirs, globex);
    HttpResponse<String> unknown = send(operation, nobodys, globex);
    assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(404);
    assertThat(seen(foreign, theirs)).isEqualTo(seen(unknown, nobodys));
  }

  private static String subject(About about) {
    return switch (about) {
      case JOB -> job;
      case WAITING -> waiting;
      case SESSION -> session;
      case LETTER -> letter;
      case KEY -> acmeKeyId;
      case OPEN, OWN, SUM, EVERYBODY, SIGNED ->
          throw new IllegalArgumentException(about + " has no subject");
    };
  }

  /** The last look: nothing that was tried has changed anything. */
  @AfterAll
  static void leavesEverythingAsItWas() throws Exception {
    assertThat(json(get("/v1/jobs/" + job, acme)).path("state").asText()).isEqualTo("succeeded");
    assertThat(json(get("/v1/jobs/" + waiting, acme)).path("state").asText())
        .isEqualTo("waiting_for_approval");
    assertThat(json(get("/v1/dead-letters/" + letter, acme)).path("state").asText())
        .isEqualTo("kept");
    assertThat(get("/v1/sessions/" + session, acme).statusCode()).isEqualTo(200);
    assertThat(get("/v1/keys", acme).body()).contains(acmeKeyId);
  }

  private static String body(Operation operation) {
    return operation.method().equals("GET") ? "" : BODIES.getOrDefault(operation.id(), "{}");
  }

  private static HttpResponse<String> send(
      Operation operation, String subject, @Nullable String credential) throws Exception {
    return call(operation.method(), operation.path(subject), body(operation), credential);
  }
}
