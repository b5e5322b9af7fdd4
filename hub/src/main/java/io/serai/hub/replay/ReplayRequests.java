package io.serai.hub.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.http.Caller;
import io.serai.hub.http.Problem;
import io.serai.hub.http.ProblemException;
import io.serai.hub.http.Responses;
import io.serai.intake.RawMessage;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import io.serai.store.AuditStore;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ReplayStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** The requests that run a job again. Each method is one operation, or a step of one. */
public final class ReplayRequests {

  private static final String ORIGINAL = "serai.replay.original";
  private static final List<String> OF_THE_FIRST_ONLY =
      List.of("id", "idempotencyKey", "notBefore", "deadline");

  private final JobStore jobs;
  private final ReplayStore replays;
  private final AuditStore audit;

  /** Reads jobs, notes which of them run others again, and who asked for it. */
  public ReplayRequests(JobStore jobs, ReplayStore replays, AuditStore audit) {
    this.jobs = jobs;
    this.replays = replays;
    this.audit = audit;
  }

  /** Leaves an ended job as a message, for intake: a new job, without the first one's identity. */
  public void open(Exchange exchange) throws IOException {
    JobView first = find(exchange);
    Job job = replays.job(first.id()).orElseThrow(() -> unknown(first.id().toString()));
    boolean effects = request(exchange).path("effects").asBoolean();
    requireReplayable(first, job, effects);
    ObjectNode document = Json.MAPPER.valueToTree(job);
    document.remove(OF_THE_FIRST_ONLY);
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

  private static JsonNode request(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    try {
      return body == null || body.length == 0
          ? MissingNode.getInstance()
          : Json.MAPPER.readTree(body);
    } catch (IOException e) {
      throw problem(
          400, "malformed-json", "body is not JSON; send {\"effects\": true}, or nothing");
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
            Map.of("jobId", replay.toString())));
    Responses.json(exchange, 202, Map.of("jobId", replay, "replayOf", first.id()));
    exchange.getMessage().setHeader("Location", "/v1/jobs/" + replay + "/replay");
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
      answer.put("fields", Comparison.of(first.get(), second));
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
