package io.serai.hub;

import io.serai.fleet.Attempt;
import io.serai.fleet.Explanation;
import io.serai.fleet.RunId;
import io.serai.job.Job;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.traces.EndedWalk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks that have ended. */
public final class EndedWalks {

  /** The trace that they belong to. */
  public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** When they began. */
  public static final Instant BEGUN = Instant.parse("2026-11-21T12:00:00.000123456Z");

  private static final String JOB =
      """
      {"id": "01a1fcd7-0000-7000-8000-000000000001", "tenant": "%s", "kind": "code",
       "language": "python", "code": "", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
         "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {}}
      """;
  private static final String RESULT =
      """
      {"jobId": "01a1fcd7-0000-7000-8000-000000000001", "status": "%s", "stdout": "", "stderr": "",
       "truncated": false, "images": [], "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1},
       "cost": {"amount": 0.5, "currency": "USD", "charges": [
         {"kind": "run", "quantity": 1, "unitPrice": 0.5, "amount": 0.5}]},
       "verdict": {"decision": "FLAG", "rule": "r", "reason": "r", "findings": [
         {"detector": "r", "category": "%s", "severity": "HIGH", "score": 1, "field": "code",
          "start": 0, "end": 1}]},
       "placement": {"target": "local", "cloud": "private", "region": "here",
         "provider": "process", "image": "host", "isolation": "process"},
       "timings": [
         {"stage": "router", "startUs": 100, "durationUs": 50, "outcome": "ok"},
         {"stage": "recipients", "startUs": 200, "durationUs": 3000, "outcome": "%s"}],
       "traceId": "0af7651916cd43dd8448eb211c80319c", "labels": {}}
      """;

  private EndedWalks() {}

  /**
   * A walk of the tenant {@code demo}.
   *
   * @param run of the one attempt, to a node that was full; absent for one here that succeeded
   */
  public static EndedWalk of(
      String source, @Nullable String parent, String status, @Nullable RunId run)
      throws IOException {
    Attempt attempt =
        run == null
            ? new Attempt("local", null, null, "succeeded", null, 300, 2_000, 1_500L)
            : new Attempt("aws", "n1", run, "full", "node is full", 300, 2_000, null);
    return walk(
        new Submission(job("demo"), "local", source, null, TRACE, parent, BEGUN.minusMillis(5)),
        result(status, "secret"),
        attempt);
  }

  /** A walk that ended so long after its job was accepted. */
  public static EndedWalk lasting(Duration took) throws IOException {
    EndedWalk walk = of("http", null, "succeeded", null);
    return new EndedWalk(
        walk.submission(),
        walk.result(),
        walk.timings(),
        walk.explanation(),
        walk.begunAt(),
        walk.submission().acceptedAt().plus(took));
  }

  /** A walk that cost half a dollar, and in which something of this category was found. */
  public static EndedWalk of(String tenant, String category) throws IOException {
    return walk(
        new Submission(job(tenant), "local", "http", null, TRACE, null, BEGUN.minusMillis(5)),
        result("succeeded", category),
        new Attempt("local", null, null, "succeeded", null, 300, 2_000, 1_500L));
  }

  private static EndedWalk walk(Submission submission, Result result, Attempt attempt) {
    return new EndedWalk(
        submission,
        result,
        result.timings(),
        new Explanation(null, List.of(attempt)),
        BEGUN,
        BEGUN.plusMillis(4));
  }

  private static Job job(String tenant) throws IOException {
    return Json.MAPPER.readValue(JOB.formatted(tenant), Job.class);
  }

  private static Result result(String status, String category) throws IOException {
    String outcome = status.equals("error") ? "error" : "ok";
    return Json.MAPPER.readValue(RESULT.formatted(status, category, outcome), Result.class);
  }
}
