package io.serai.hub.http;

import io.serai.hub.dispatch.RunningJobs;
import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.results.Completions;
import io.serai.results.Unrun;
import io.serai.store.Acceptance;
import io.serai.store.AuditStore;
import io.serai.store.AuditStore.Entry;
import io.serai.store.JobQuery;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.PlacementStore;
import io.serai.store.ResultDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The requests about jobs that are already accepted. Each method is one operation. */
public final class JobRequests {

  private final JobStore store;
  private final PlacementStore placements;
  private final RunningJobs running;
  private final Completions completions;
  private final AuditStore audit;
  private final Supplier<Cost> nothing;

  /**
   * Answers from the stores; cancels what runs here, and notes who did.
   *
   * @param nothing what a job costs that never ran
   */
  public JobRequests(
      JobStore store,
      PlacementStore placements,
      RunningJobs running,
      Completions completions,
      AuditStore audit,
      Supplier<Cost> nothing) {
    this.audit = audit;
    this.placements = placements;
    this.nothing = nothing;
    this.store = store;
    this.running = running;
    this.completions = completions;
  }

  /** Answers an accepted submission: 202 with its place, 200 when it repeats an earlier one. */
  public void submitted(Exchange exchange) throws Exception {
    Acceptance acceptance = exchange.getMessage().getMandatoryBody(Acceptance.class);
    JobId id = acceptance.jobId();
    boolean repeated = acceptance instanceof Acceptance.Duplicate;
    Responses.json(
        exchange, repeated ? 200 : 202, Map.of("jobId", id.toString(), "duplicate", repeated));
    exchange.getMessage().setHeader("Location", "/v1/jobs/" + id);
    if (repeated) {
      Responses.markRepetition(exchange);
    }
  }

  /** Answers with one job. */
  public void get(Exchange exchange) throws Exception {
    JobId id = Parameters.jobId(exchange.getMessage(), "id");
    JobView view = known(id, store.find(id, Caller.of(exchange).tenant()));
    Responses.json(exchange, 200, view);
  }

  /** Answers with jobs by filter. */
  public void list(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    String asked = Parameters.text(message, "tenant");
    String own = Caller.of(exchange).tenant();
    if (own != null && asked != null && !asked.equals(own)) {
      // As where there is no such tenant.
      Responses.json(exchange, 200, Map.of("jobs", List.of()));
      return;
    }
    JobQuery query =
        new JobQuery(
            Parameters.text(message, "state"),
            own == null ? asked : own,
            Parameters.instant(message, "since"),
            Parameters.instant(message, "until"),
            Parameters.text(message, "after") == null ? null : Parameters.jobId(message, "after"),
            Parameters.limit(message));
    List<JobView> jobs = store.list(query);
    boolean more = jobs.size() == query.limit();
    Responses.json(
        exchange,
        200,
        more
            ? Map.of("jobs", jobs, "after", jobs.get(jobs.size() - 1).id())
            : Map.of("jobs", jobs));
  }

  /** Cancels one job: 200 when it ends here and now, 202 when whoever runs it has been told. */
  public void cancel(Exchange exchange) throws Exception {
    JobView view = find(exchange);
    Result cancelled = cancelled(view);
    switch (store.cancel(view.id(), cancelled)) {
      case CANCELLED -> {
        noteCancel(exchange, view);
        completions.complete(ResultDocument.of(cancelled));
        Responses.json(exchange, 200, Map.of("jobId", view.id(), "state", "cancelled"));
      }
      case REQUESTED -> {
        noteCancel(exchange, view);
        running.kill(view.id());
        Responses.json(exchange, 202, Map.of("jobId", view.id(), "state", "cancelling"));
      }
      case ALREADY_FINISHED ->
          throw new ProblemException(
              Problem.of(409, "already-finished", "job '" + view.id() + "' has already ended"));
      case UNKNOWN -> throw unknown(view.id().toString());
    }
  }

  private void noteCancel(Exchange exchange, JobView view) {
    audit.append(
        new Entry(
            Caller.of(exchange).name(),
            view.tenant(),
            "job.cancel",
            view.id().toString(),
            "done",
            Map.of("state", view.state())));
  }

  /** Answers with why a job ran where it did, or what it waits for. */
  public void placement(Exchange exchange) throws Exception {
    Responses.json(exchange, 200, placements.find(find(exchange).id()));
  }

  private JobView find(Exchange exchange) {
    JobId id = Parameters.jobId(exchange.getMessage(), "id");
    return known(id, store.findWithoutResult(id, Caller.of(exchange).tenant()));
  }

  private static JobView known(JobId id, Optional<JobView> found) {
    return found.orElseThrow(() -> unknown(id.toString()));
  }

  private Result cancelled(JobView view) {
    return Unrun.result(
        view.id(),
        Status.CANCELLED,
        Reason.of("intake", "cancelled", "job was cancelled before it ran"),
        nothing.get(),
        view.traceId(),
        Map.of());
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        Problem.of(404, "unknown-job", "job '" + id + "' is unknown; check the id"));
  }
}
