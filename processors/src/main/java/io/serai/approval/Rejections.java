package io.serai.approval;

import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Usage;
import io.serai.store.ApprovalStore.Ballot;
import io.serai.store.ApprovalView;
import io.serai.store.JobView;
import io.serai.store.ResultDocument;
import java.util.List;
import java.util.function.Supplier;

/**
 * The results of jobs that were not approved.
 *
 * @param nothing what a job costs that never ran
 */
record Rejections(Supplier<Cost> nothing) {

  /** Somebody has denied it. */
  ResultDocument denied(JobView view, ApprovalView approval, Job job, Ballot ballot) {
    String message = "job was denied by '" + ballot.actor() + "': " + ballot.reason();
    return rejected(view, approval, job, "denied", message);
  }

  /** Nobody has decided in time. */
  ResultDocument expired(JobView view, ApprovalView approval, Job job) {
    String message =
        "job waited for approval until "
            + approval.expiresAt()
            + "; send it again under another id, and have it approved before";
    return rejected(view, approval, job, "approval-expired", message);
  }

  private ResultDocument rejected(
      JobView view, ApprovalView approval, Job job, String code, String message) {
    String rule = approval.grounds().get(0).rule();
    return ResultDocument.of(
        new Result(
            view.id(),
            Status.REJECTED,
            null,
            null,
            null,
            "",
            "",
            false,
            null,
            null,
            List.of(),
            List.of(),
            Usage.NONE,
            nothing.get(),
            approval.verdict(),
            null,
            List.of(),
            new Reason("approval", code, rule, message),
            null,
            null,
            List.of(),
            view.traceId(),
            job.labels()));
  }
}
