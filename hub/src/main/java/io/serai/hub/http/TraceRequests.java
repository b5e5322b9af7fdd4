package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.JobId;
import io.serai.job.Timing;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.PlacementStore;
import io.serai.store.TraceStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The request about a job's timeline, as the step table has it: no tracing backend is asked. */
public final class TraceRequests {

  private final JobStore jobs;
  private final TraceStore traces;
  private final PlacementStore placements;

  /** Answers from these stores. */
  public TraceRequests(JobStore jobs, TraceStore traces, PlacementStore placements) {
    this.jobs = jobs;
    this.traces = traces;
    this.placements = placements;
  }

  /**
   * What took its time.
   *
   * @param name a stage, or the target of an attempt
   * @param depth 0 for a stage, 1 for an attempt to run it
   * @param startUs from the beginning of the walk, microseconds
   * @param durationUs how long it took, microseconds
   * @param outcome what came of it
   * @param inputDigest of what a stage was given, {@code sha256:} and 64 hex digits; absent where
   *     it is not known, and of attempts
   * @param outputDigest of what it left behind
   */
  record Step(
      String name,
      int depth,
      long startUs,
      long durationUs,
      String outcome,
      @Nullable String inputDigest,
      @Nullable String outputDigest) {}

  /**
   * A timeline on the wire.
   *
   * @param steps in the order they began; empty until the job has ended
   */
  record Timeline(JobId jobId, @Nullable String traceId, String state, List<Step> steps) {

    Timeline {
      steps = List.copyOf(steps);
    }
  }

  /** Answers with the steps of one job. */
  public void get(Exchange exchange) throws Exception {
    JobId id = Parameters.jobId(exchange.getMessage(), "id");
    JobView job =
        jobs.findWithoutResult(id, Caller.of(exchange).tenant())
            .orElseThrow(() -> JobRequests.unknown(id.toString()));
    Responses.json(exchange, 200, new Timeline(id, job.traceId(), job.state(), steps(id)));
  }

  private List<Step> steps(JobId id) {
    List<Step> steps = new ArrayList<>();
    traces.steps(id).forEach(stage -> steps.add(stage(stage)));
    JsonNode explanation = placements.find(id).explanation();
    if (explanation != null) {
      for (JsonNode attempt : explanation.path("attempts")) {
        steps.add(attempt(attempt));
      }
    }
    return steps;
  }

  private static Step stage(io.serai.store.Step stage) {
    Timing timing = stage.timing();
    return new Step(
        timing.stage(),
        0,
        timing.startUs(),
        timing.durationUs(),
        timing.outcome(),
        stage.inputDigest(),
        stage.outputDigest());
  }

  private static Step attempt(JsonNode attempt) {
    String node = attempt.path("node").asText("");
    String target = attempt.path("target").asText();
    return new Step(
        node.isEmpty() ? target : target + "/" + node,
        1,
        attempt.path("startUs").asLong(),
        attempt.path("durationUs").asLong(),
        attempt.path("outcome").asText(),
        null,
        null);
  }
}
