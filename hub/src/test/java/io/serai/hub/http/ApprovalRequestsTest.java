package io.serai.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.access.Admission;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.job.JobId;
import io.serai.json.Json;
import io.serai.store.ResultDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may decide what, and what everybody else is told. */
class ApprovalRequestsTest extends ApprovalStores {

  private static final Principal ANN = approver("ann", "acme");
  private static final Principal BOB = approver("bob", null);
  private static final Principal SAM = approver("sam", "acme");

  @Test
  void letsAnApproverOfTheTenantDecide() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));

    JsonNode approval = decide(ANN, id, "approve");

    assertThat(approval.path("state").asText()).isEqualTo("approved");
    assertThat(approval.at("/votes/0/actor").asText()).isEqualTo("ann");
    assertThat(approval.at("/votes/0/reason").asText()).isEqualTo("because");
    assertThat(approval.has("decidedAt")).isTrue();
  }

  @Test
  void needsTwoPeopleWhereThePolicySaysSo() throws Exception {
    JobId id = held("sam", 2, Duration.ofHours(1));

    assertThat(decide(ANN, id, "approve").path("state").asText()).isEqualTo("waiting");
    assertRefused(
        decision(ANN, id, "approve"),
        409,
        "already-approved",
        "job '" + id + "' has been approved by 'ann' already; somebody else must approve it too");
    assertThat(decide(BOB, id, "approve").path("state").asText()).isEqualTo("approved");
    assertRefused(
        decision(BOB, id, "deny"),
        409,
        "already-decided",
        "job '" + id + "' has been approved already; it waits for nobody");
  }

  @Test
  void letsNobodyDecideAJobOfTheirOwn() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));
    String why =
        "job '"
            + id
            + "' was sent by 'sam'; somebody else must decide it, its sender may cancel it";

    assertRefused(decision(SAM, id, "approve"), 403, "own-job", why);
    assertRefused(decision(SAM, id, "deny"), 403, "own-job", why);
    assertThat(audited(id))
        .containsExactly("sam job.deny refused", "sam job.approve refused", "hub job.hold done");
  }

  @Test
  void hidesTheJobsOfOtherTenants() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));
    Principal stranger = approver("eve", "other");
    String why = "job '" + id + "' is unknown; check the id";

    assertRefused(decision(stranger, id, "approve"), 404, "unknown-job", why);
    assertRefused(exchange(stranger, id), this::get, 404, "unknown-job", why);
    assertThat(listed(stranger, null)).isEmpty();
    assertThat(listed(stranger, "acme")).isEmpty();
    assertThat(listed(ANN, null)).contains(id.toString());
    assertThat(listed(BOB, "acme")).contains(id.toString());
  }

  @Test
  void refusesWhoIsNoApprover() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));
    Principal viewer = new Principal("vic", "acme", Set.of(Role.VIEWER, Role.SUBMITTER));
    String why = "'vic' is no approver; ask an operator for the role 'approver'";

    assertRefused(decision(viewer, id, "approve"), 403, "not-an-approver", why);
    assertRefused(exchange(viewer, id), this::get, 403, "not-an-approver", why);
    assertRefused(exchange(viewer, id), this::list, 403, "not-an-approver", why);
    assertThat(audited(id)).contains("vic job.approve refused");
  }

  @Test
  void tellsTheSenderWhoDeniedAndWhy() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));

    decide(BOB, id, "deny");

    ResultDocument result = ended.get(0);
    assertThat(ended).hasSize(1);
    assertThat(jobs.find(id).orElseThrow().result()).isEqualTo(result.result());
    JsonNode json = Json.MAPPER.readTree(result.json());
    assertThat(json.path("status").asText()).isEqualTo("rejected");
    assertThat(json.at("/reason/stage").asText()).isEqualTo("approval");
    assertThat(json.at("/reason/code").asText()).isEqualTo("denied");
    assertThat(json.at("/reason/message").asText()).isEqualTo("job was denied by 'bob': because");
    assertThat(json.at("/labels/a").asText()).isEqualTo("b");
  }

  @Test
  void refusesWhatComesTooLate() throws Exception {
    JobId id = held("sam", 1, Duration.ofMillis(50));
    Awaitility.await().until(() -> store.overdue(10), List.of(id)::equals);
    String until = store.find(id).orElseThrow().expiresAt().toString();
    String why =
        "job '" + id + "' waited for approval until " + until + "; send it again under another id";

    assertRefused(decision(ANN, id, "approve"), 409, "approval-expired", why);
    approvals.expire(id);
    approvals.expire(id);

    assertRefused(decision(ANN, id, "approve"), 409, "approval-expired", why);
    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).json()).contains("\"approval-expired\"");
  }

  @Test
  void refusesADecisionWithoutAReason() throws Exception {
    JobId id = held("sam", 1, Duration.ofHours(1));
    for (String body :
        List.of("", "{}", "{\"reason\":\"  \"}", "[]", "{\"reason\":\"a\",\"b\":1}")) {
      Exchange exchange = decision(ANN, id, "approve");
      exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
      assertRefused(
          exchange,
          this::send,
          400,
          "invalid-parameter",
          "body gives no reason; send {\"reason\": \"…\"} of up to 1000 characters");
    }
  }

  @Test
  void takesEverybodyForOneWhereNobodyIsAuthenticated() throws Exception {
    approvals = approvals(false);
    JobId id = held(Principal.LOCAL.name(), 1, Duration.ofHours(1));

    assertThat(decide(Principal.LOCAL, id, "approve").path("state").asText()).isEqualTo("approved");
  }

  private interface Operation {
    void on(Exchange exchange) throws Exception;
  }

  private void send(Exchange exchange) throws Exception {
    ApprovalRequests requests = new ApprovalRequests(approvals);
    if (exchange.getProperty("choice", String.class).equals("approve")) {
      requests.approve(exchange);
    } else {
      requests.deny(exchange);
    }
  }

  private void get(Exchange exchange) throws Exception {
    new ApprovalRequests(approvals).get(exchange);
  }

  private void list(Exchange exchange) throws Exception {
    new ApprovalRequests(approvals).list(exchange);
  }

  private JsonNode decide(Principal caller, JobId id, String choice) throws Exception {
    Exchange exchange = decision(caller, id, choice);
    send(exchange);
    return answer(exchange);
  }

  private List<String> listed(Principal caller, @Nullable String tenant) throws Exception {
    Exchange exchange = exchange(caller, new JobId(UUID.randomUUID()));
    exchange.getMessage().setHeader("tenant", tenant);
    list(exchange);
    return answer(exchange).path("approvals").findValuesAsText("jobId");
  }

  private static JsonNode answer(Exchange exchange) throws IOException {
    return Json.MAPPER.readTree(exchange.getMessage().getBody(byte[].class));
  }

  private static Exchange decision(Principal caller, JobId id, String choice) {
    Exchange exchange = exchange(caller, id);
    exchange.setProperty("choice", choice);
    exchange.getMessage().setBody("{\"reason\":\" because \"}".getBytes(StandardCharsets.UTF_8));
    return exchange;
  }

  private static Exchange exchange(Principal caller, JobId id) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty("serai.admission", Admission.of(caller));
    exchange.getMessage().setHeader("id", id.toString());
    return exchange;
  }

  private void assertRefused(Exchange exchange, int status, String code, String detail) {
    assertRefused(exchange, this::send, status, code, detail);
  }

  private static void assertRefused(
      Exchange exchange, Operation operation, int status, String code, String detail) {
    Problem problem = Problem.of(catchThrowable(() -> operation.on(exchange)));
    assertThat(problem).isEqualTo(Problem.of(status, code, detail));
  }
}
