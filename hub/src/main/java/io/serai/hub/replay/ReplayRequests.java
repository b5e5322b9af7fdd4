package io.serai.hub.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.http.Caller;
import io.serai.hub.http.Problem;
import io.serai.hub.http.ProblemException;
import io.serai.hub.http.Responses;
import io.serai.hub.policy.KeptPolicies;
import io.serai.intake.RawMessage;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Refused;
import io.serai.job.Result;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.policy.PolicyException;
import io.serai.store.Acceptance;
import io.serai.store.AuditStore;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ReplayStore;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The requests that run a job again. Each method is one operation, or a step of one. */
public final class ReplayRequests {

  private static final String ORIGINAL = "serai.replay.original";
  private static final String SAME = "same";
  private static final String CURRENT = "current";
  private static final List<String> OF_THE_FIRST_ONLY =
      List.of("id", "idempotencyKey", "notBefore", "deadline");

  private final JobStore jobs;
  private final ReplayStore replays;
  private final KeptPolicies policies;
  private final AuditStore audit;

  /**
   * Reads jobs, notes which of them run others again, and who asked for it.
   *
   * @param policies those that jobs ran under
   */
  public ReplayRequests(
      JobStore jobs, ReplayStore replays, KeptPolicies policies, AuditStore audit) {
    this.jobs = jobs;
    this.replays = replays;
    this.policies = policies;
    this.audit = audit;
  }

  /** Leaves an ended job as a message, for intake: a new job, without the first one's identity. */
  public void open(Exchange exchange) throws IOException {
    JobView first = find(exchange);
    Job job = replays.job(first.id()).orElseThrow(() -> unknown(first.id().toString()));
    JsonNode request = request(exchange);
    requireReplayable(first, job, request.path("effects").asBoolean());
    exchange.setProperty(Walk.WANTED_POLICIES, wanted(exchange, first, request));
    ObjectNode document = Json.MAPPER.valueToTree(job);
    document.remove(OF_THE_FIRST_ONLY);
    sayHowOften(document, job);
    exchange.setProperty(ORIGINAL, first);
    exchange.getMessage().removeHeaders("*");
    exchange
        .getMessage()
        .setBody(
            new RawMessage(
                Caller.of(exchange),
                "replay",
                Json.MAPPER.writeValueAsBytes(document),
                "application/json",
                Map.of(),
                null,
                null));
  }

  /** Who says nothing about a second start leaves that to the hub, unlike who says no. */
  private static void sayHowOften(ObjectNode document, Job job) {
    document.remove(List.of("atMostOnce", "idempotent"));
    if (job.idempotent() || job.atMostOnce()) {
      document.put("idempotent", job.idempotent());
    }
  }

  private static JsonNode request(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    try {
      return body == null || body.length == 0 ? MissingNode.getInstance() : Json.read(body);
    } catch (JsonProcessingException e) {
      throw problem(
          400, "malformed-json", "body is not JSON; send {\"policy\": \"same\"}, or nothing");
    }
  }

  /** The digest of the policies to run it under; absent means those in force. */
  private @Nullable String wanted(Exchange exchange, JobView first, JsonNode request) {
    String policy = request.path("policy").asText(CURRENT);
    return switch (policy) {
      case CURRENT -> null;
      case SAME -> ranUnder(first, Caller.of(exchange).tenant() == null);
      default ->
          throw problem(
              400, "unknown-policy", "policy '" + policy + "' is unknown; allowed: same, current");
    };
  }

  private String ranUnder(JobView first, boolean reasons) {
    Result result = first.result();
    String digest = result == null ? null : result.policies();
    if (digest == null) {
      throw problem(
          409,
          "policies-unknown",
          "job '"
              + first.id()
              + "' ended without a walk under any policies, or before they were kept; run it again"
              + " under the current ones");
    }
    try {
      return policies.load(digest).digest();
    } catch (Refused refused) {
      throw problem(409, refused.reason().code(), refused.reason().message());
    } catch (PolicyException e) {
      throw problem(409, KeptPolicies.OUTDATED, KeptPolicies.outdated(digest, e, reasons));
    }
  }

  private static void requireReplayable(JobView first, Job job, boolean effects) {
    if (!first.finished()) {
      throw problem(
          409, "not-finished", "job '" + first.id() + "' has not ended; wait for its result");
    }
    if (job.session() != null) {
      throw problem(
          409,
          "session-ended",
          "job '" + first.id() + "' is a cell, which is nothing without its session; send it anew");
    }
    if (!job.network().isNone() && !effects) {
      throw problem(
          409,
          "may-have-effects",
          "job '"
              + first.id()
              + "' has a network, and what it did there it may do again; say so with \"effects\":"
              + " true, or --yes");
    }
  }

  /** Answers an accepted replay with its place. */
  public void accepted(Exchange exchange) throws Exception {
    JobView first = exchange.getProperty(ORIGINAL, JobView.class);
    JobId replay = exchange.getMessage().getMandatoryBody(Acceptance.class).jobId();
    String actor = Caller.of(exchange).name();
    replays.note(replay, first.id(), actor);
    audit.append(
        new AuditStore.Entry(
            actor,
            first.tenant(),
            "job.replay",
            first.id().toString(),
            "accepted",
            detail(replay, exchange.getProperty(Walk.WANTED_POLICIES, String.class))));
    Responses.json(exchange, 202, Map.of("jobId", replay, "replayOf", first.id()));
    exchange.getMessage().setHeader("Location", "/v1/jobs/" + replay + "/replay");
  }

  private static Map<String, String> detail(JobId replay, @Nullable String wanted) {
    return wanted == null
        ? Map.of("jobId", replay.toString(), "policy", CURRENT)
        : Map.of("jobId", replay.toString(), "policy", SAME, "policies", wanted);
  }

  /** Answers with what came out differently, once both results are there. */
  public void compare(Exchange exchange) throws Exception {
    JobView replay = find(exchange);
    JobId original =
        replays
            .originalOf(replay.id())
            .orElseThrow(
                () ->
                    problem(404, "no-replay", "job '" + replay.id() + "' runs no other job again"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobId", replay.id());
    answer.put("replayOf", original);
    answer.put("state", replay.state());
    Optional<Result> first = jobs.find(original).map(JobView::result);
    Result second = replay.result();
    if (first.isPresent() && second != null) {
      answer.put(
          "fields", Comparison.of(first.get(), second, new ListPrice(policies, Instant.now())::of));
    }
    Responses.json(exchange, 200, answer);
  }

  private JobView find(Exchange exchange) {
    String text = String.valueOf(exchange.getMessage().getHeader("id", String.class));
    try {
      return jobs.find(JobId.parse(text), Caller.of(exchange).tenant())
          .orElseThrow(() -> unknown(text));
    } catch (IllegalArgumentException e) {
      throw problem(400, "invalid-parameter", "id '" + text + "' is not a UUID; send a job's id");
    }
  }

  private static ProblemException unknown(String id) {
    return problem(404, "unknown-job", "job '" + id + "' is unknown; check the id");
  }

  private static ProblemException problem(int status, String code, String detail) {
    return new ProblemException(Problem.of(status, code, detail));
  }
}
