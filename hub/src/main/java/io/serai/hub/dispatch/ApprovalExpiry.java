package io.serai.hub.dispatch;

import io.serai.approval.Approvals;
import io.serai.job.JobId;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the jobs that nobody has approved in time. Every hub does it for all, so that it is done as
 * long as one is alive; the store sees to it that it is done once.
 */
public final class ApprovalExpiry {

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalExpiry.class);
  private static final long POLL_MS = 500;

  private final FailureLog failures = new FailureLog(LOG, "overdue approvals cannot be looked for");
  private final Approvals approvals;
  private final ScheduledExecutorService scheduler;

  /** Ends them on the given scheduler, once it is opened. */
  public ApprovalExpiry(Approvals approvals, ScheduledExecutorService scheduler) {
    this.approvals = approvals;
    this.scheduler = scheduler;
  }

  /**
   * Begins to look.
   *
   * @return stops it; what is overdue then is ended by another hub
   */
  public AutoCloseable open() {
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::look), 0, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> looking.cancel(false);
  }

  private void look() {
    approvals.overdue().forEach(this::expire);
  }

  /** One that cannot be ended must not keep the others waiting. */
  private void expire(JobId id) {
    try {
      approvals.expire(id);
    } catch (RuntimeException e) {
      LOG.warn("job {} waited too long and could not be ended yet: {}", id, e.getMessage());
    }
  }
}
