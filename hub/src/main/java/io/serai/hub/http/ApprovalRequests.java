package io.serai.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.approval.Approvals;
import io.serai.job.JobId;
import io.serai.json.Json;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Query;
import io.serai.store.ApprovalView;
import io.serai.store.ApprovalView.State;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The requests about jobs that wait for approval. Each method is one operation. */
public final class ApprovalRequests {

  private static final int LONGEST_REASON = 1_000;

  private final Approvals approvals;

  /** Answers by the given approvals. */
  public ApprovalRequests(Approvals approvals) {
    this.approvals = approvals;
  }

  /** Answers with approvals by filter. */
  public void list(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    Query query =
        new Query(
            state(message),
            Parameters.text(message, "tenant"),
            before(message),
            Parameters.limit(message));
    List<ApprovalView> found = approvals.list(Caller.of(exchange), query);
    Responses.json(
        exchange,
        200,
        found.size() == query.limit()
            ? Map.of("approvals", found, "after", found.get(found.size() - 1).id())
            : Map.of("approvals", found));
  }

  /** Answers with one approval, and the job with its code. */
  public void get(Exchange exchange) throws Exception {
    Responses.json(
        exchange,
        200,
        approvals.show(Caller.of(exchange), Parameters.jobId(exchange.getMessage(), "id")));
  }

  /** Approves a job. */
  public void approve(Exchange exchange) throws Exception {
    decide(exchange, Choice.APPROVE);
  }

  /** Denies a job. */
  public void deny(Exchange exchange) throws Exception {
    decide(exchange, Choice.DENY);
  }

  private void decide(Exchange exchange, Choice choice) throws Exception {
    JobId id = Parameters.jobId(exchange.getMessage(), "id");
    String reason = reason(exchange.getMessage().getBody(byte[].class));
    Responses.json(exchange, 200, approvals.decide(Caller.of(exchange), id, choice, reason));
  }

  private static String reason(byte @Nullable [] body) {
    try {
      JsonNode given = Json.read(body == null ? new byte[0] : body);
      String reason = given.path("reason").asText("").strip();
      if (given.size() == 1 && !reason.isEmpty() && reason.length() <= LONGEST_REASON) {
        return reason;
      }
    } catch (JsonProcessingException e) {
      // Worded below, like anything else that gives no reason.
    }
    throw Parameters.invalid(
        "body gives no reason; send {\"reason\": \"…\"} of up to "
            + LONGEST_REASON
            + " characters");
  }

  private static @Nullable String state(Message message) {
    String state = Parameters.text(message, "state");
    List<String> words =
        Arrays.stream(State.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    if (state == null || words.contains(state)) {
      return state;
    }
    throw Parameters.invalid(
        "state '" + state + "' is unknown; allowed: " + String.join(", ", words));
  }

  private static @Nullable Long before(Message message) {
    String after = Parameters.text(message, "after");
    try {
      return after == null ? null : Long.valueOf(after);
    } catch (NumberFormatException e) {
      throw Parameters.invalid(
          "after '" + after + "' is no place; send the 'after' of the page before");
    }
  }
}
