package io.serai.hub.dispatch;

import io.serai.job.Cost;
import io.serai.job.Lease;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.results.Completions;
import io.serai.results.Unrun;
import io.serai.store.EndedJob;
import io.serai.store.JobStore;
import io.serai.store.ResultDocument;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives jobs their results that will not run any more; no place is needed for that. */
public final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final long SWEEP_MS = 250;

  private final JobStore store;
  private final Completions completions;
  private final Supplier<Cost> nothing;
  private final FailureLog failures = new FailureLog(LOG, "jobs that have ended cannot be swept");

  /**
   * Endings of the jobs in a store.
   *
   * @param completions is told of the results
   * @param nothing what a job costs that never ran
   */
  public Endings(JobStore store, Completions completions, Supplier<Cost> nothing) {
    this.store = store;
    this.completions = completions;
    this.nothing = nothing;
  }

  /**
   * Begins to sweep; every hub does, and each job is one hub's.
   *
   * @return stops it
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> sweeping =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::sweep), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    return () -> sweeping.cancel(false);
  }

  private void sweep() {
    List<EndedJob> ended;
    do {
      ended = store.takeEnded();
      ended.forEach(each -> end(each.lease(), result(each)));
    } while (!ended.isEmpty());
  }

  /** Ends a job that may have had effects and is stopped, because its hub is. */
  public void stopped(Lease lease) {
    end(
        lease,
        unrun(
            lease,
            Status.KILLED,
            Reason.of("dispatch", "hub-stopped", "the job's hub was stopped while it ran")));
  }

  private void end(Lease lease, Result result) {
    ResultDocument document = ResultDocument.of(result);
    if (store.finish(lease, document).join()) {
      completions.complete(document);
      LOG.info("job {} ended as {} without a run", result.jobId(), result.status().word());
    }
  }

  private Result result(EndedJob ended) {
    return switch (ended.why()) {
      case EXPIRED ->
          unrun(
              ended.lease(),
              Status.EXPIRED,
              Reason.of("dispatch", "expired", "job had not started at its deadline"));
      case CANCELLED ->
          unrun(
              ended.lease(),
              Status.CANCELLED,
              Reason.of("dispatch", "cancelled", "job was cancelled"));
      case OUTCOME_UNKNOWN ->
          unrun(
              ended.lease(),
              Status.ERROR,
              Reason.of(
                  "dispatch",
                  "outcome-unknown",
                  "job may have started and its hub died; send it again under another key if that"
                      + " does no harm"));
    };
  }

  private Result unrun(Lease lease, Status status, Reason reason) {
    return Unrun.result(
        lease.job().id(),
        status,
        reason,
        nothing.get(),
        lease.submission().traceId(),
        lease.job().labels());
  }
}
