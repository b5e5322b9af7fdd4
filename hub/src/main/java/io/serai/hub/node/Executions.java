package io.serai.hub.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.hub.contract.Accepted;
import io.serai.hub.contract.ExecuteRequest;
import io.serai.hub.contract.ExecuteResult;
import io.serai.hub.contract.ExecuteResult.Span;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.threads.HubThreads;
import io.serai.job.TraceContext;
import io.serai.json.Json;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what hubs send, each on a thread of its own, whether they stay to hear of it or not. */
final class Executions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Executions.class);

  private final Runs runs;
  private final Map<String, Sandbox> sandboxes;
  private final Accepted self;
  private final Latencies latencies;
  private final RunTraces traces;
  private final Runnable changed;
  private final ExecutorService threads = HubThreads.perTask("run");

  /**
   * Executions of one node.
   *
   * @param traces is told of each
   * @param changed called when a run has begun or ended
   */
  Executions(
      Runs runs,
      Map<String, Sandbox> sandboxes,
      Accepted self,
      Latencies latencies,
      RunTraces traces,
      Runnable changed) {
    this.runs = runs;
    this.sandboxes = Map.copyOf(sandboxes);
    this.self = self;
    this.latencies = latencies;
    this.traces = traces;
    this.changed = changed;
  }

  /**
   * Runs what a request asks for; returns at once.
   *
   * @param sender the span in which it was sent; absent when its headers name none
   */
  void execute(byte[] body, @Nullable TraceContext sender, Answer answer) {
    long arrived = System.nanoTime();
    RunTrace trace = traces.begin(sender);
    try {
      threads.execute(() -> admit(body, answer, arrived, trace));
    } catch (RejectedExecutionException e) {
      // Not that it drains: the run may be one of those that were here.
      answer.refused(NodeProblem.of(503, NodeProblem.BUSY, "node ends; ask what became of it"));
    }
  }

  private void admit(byte[] body, Answer answer, long arrived, RunTrace trace) {
    try {
      ExecuteRequest request = read(body);
      runs.requireNew(request.runId());
      Sandbox sandbox = offered(request);
      NodeRun run = runs.admit(request.runId());
      changed.run();
      answer.accepted(self);
      Progress progress = new Progress(run, answer, arrived);
      Ended ended = run(run, sandbox, request.run(), progress);
      trace.ended(request, ended, progress.spans());
      runs.end(run, ended);
      latencies.add(millisSince(arrived));
      changed.run();
      answer.ended(ended.occupancy(runs.occupancy()));
    } catch (Refusal e) {
      trace.refused(e.problem());
      answer.refused(e.problem());
    } catch (RuntimeException e) {
      LOG.error("run could not be taken", e);
      answer.refused(NodeProblem.of(500, "internal-error", "the node failed; its log says more"));
    }
  }

  private static ExecuteRequest read(byte[] body) {
    try {
      ExecuteRequest request = Json.MAPPER.readValue(body, ExecuteRequest.class);
      if (request == null
          || request.runId() == null
          || request.provider() == null
          || request.run() == null
          || request.run().language() == null
          || request.run().image() == null) {
        throw Refusal.of(
            400, NodeProblem.INVALID_RUN, "run is incomplete; send runId, provider and run");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, NodeProblem.INVALID_RUN, "run is not valid; " + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw Refusal.of(400, NodeProblem.INVALID_RUN, "run is not valid; " + e.getMessage());
    }
  }

  private Sandbox offered(ExecuteRequest request) {
    Run run = request.run();
    Sandbox sandbox = sandboxes.get(request.provider());
    if (run.session() != null) {
      throw Refusal.of(
          422, NodeProblem.NOT_OFFERED, "sessions are not offered by nodes; send a run without");
    }
    if (sandbox == null || !sandbox.languages(run.image()).contains(run.language())) {
      throw Refusal.of(
          422,
          NodeProblem.NOT_OFFERED,
          "provider '%s' with image '%s' for '%s' is not offered; GET /v1/node lists what is"
              .formatted(request.provider(), run.image(), run.language().word()));
    }
    return sandbox;
  }

  private Ended run(NodeRun run, Sandbox sandbox, Run what, Progress progress) {
    try {
      RunResult result = sandbox.run(what, progress);
      ExecuteResult answer =
          new ExecuteResult(result, progress.spans(), self.node(), self.instance(), null);
      return new Ended.Answered(answer, Json.MAPPER.writeValueAsBytes(answer).length);
    } catch (SandboxException e) {
      LOG.warn("run {} failed: {}", run.id(), e.getMessage());
      return failed(500, NodeProblem.SANDBOX_FAILED, String.valueOf(e.getMessage()), progress);
    } catch (InterruptedException e) {
      return failed(410, NodeProblem.LOST_RUN, "node stopped while the run went on", progress);
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.error("run {} failed", run.id(), e);
      return failed(
          500, NodeProblem.SANDBOX_FAILED, "the node failed; its log says more", progress);
    }
  }

  private static Ended failed(int status, String code, String detail, Progress progress) {
    return new Ended.Failed(NodeProblem.of(status, code, detail).neverRan(!progress.begun()));
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Hears how far a run has come. */
  private static final class Progress implements RunObserver {

    private final NodeRun run;
    private final Answer answer;
    private final long arrived;
    private volatile long begunMs = -1;

    Progress(NodeRun run, Answer answer, long arrived) {
      this.run = run;
      this.answer = answer;
      this.arrived = arrived;
    }

    @Override
    public void starting(Runnable kill) {
      begunMs = millisSince(arrived);
      answer.started();
      run.starting(kill);
    }

    @Override
    public void output(Stream stream, byte[] chunk) {
      answer.output(stream, chunk);
    }

    boolean begun() {
      return begunMs >= 0;
    }

    List<Span> spans() {
      long now = millisSince(arrived);
      return begun()
          ? List.of(new Span("waiting", 0, begunMs), new Span("sandbox", begunMs, now - begunMs))
          : List.of(new Span("waiting", 0, now));
    }
  }
}
