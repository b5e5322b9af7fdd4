package io.serai.approval;

import static io.serai.approval.Undecidable.Code.ALREADY_APPROVED;
import static io.serai.approval.Undecidable.Code.ALREADY_DECIDED;
import static io.serai.approval.Undecidable.Code.APPROVAL_EXPIRED;
import static io.serai.approval.Undecidable.Code.NOT_AN_APPROVER;
import static io.serai.approval.Undecidable.Code.NOT_WAITING;
import static io.serai.approval.Undecidable.Code.OWN_JOB;
import static io.serai.approval.Undecidable.Code.UNKNOWN_JOB;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.store.ApprovalStore;
import io.serai.store.ApprovalStore.Ballot;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Outcome;
import io.serai.store.ApprovalStore.Query;
import io.serai.store.ApprovalView;
import io.serai.store.ApprovalView.State;
import io.serai.store.AuditStore;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ResultDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who may decide which approval, and what becomes of the job. Thread-safe.
 *
 * <p>INVARIANT: nobody decides a job of their own where people can be told apart.
 */
public final class Approvals {

  private static final int BATCH = 1_000;

  private final JobStore jobs;
  private final ApprovalStore approvals;
  private final AuditStore audit;
  private final Rejections rejections;
  private final Consumer<ResultDocument> ended;
  private final boolean authenticated;

  /**
   * Decides over the given stores.
   *
   * @param audit is told what was refused; what was done the store of the approvals tells it
   * @param nothing what a job costs that never ran
   * @param ended hears every result that comes about here
   * @param authenticated whether the hub tells people apart
   */
  public Approvals(
      JobStore jobs,
      ApprovalStore approvals,
      AuditStore audit,
      Supplier<Cost> nothing,
      Consumer<ResultDocument> ended,
      boolean authenticated) {
    this.jobs = jobs;
    this.approvals = approvals;
    this.audit = audit;
    this.rejections = new Rejections(nothing);
    this.ended = ended;
    this.authenticated = authenticated;
  }

  /**
   * An approval with its job.
   *
   * @param approval the latest of the job
   * @param job the job as it would run, with its code
   */
  public record Shown(ApprovalView approval, Job job) {}

  /**
   * What waits and what was decided, of those the caller may see, newest first.
   *
   * @throws Undecidable when the caller may see none
   */
  public List<ApprovalView> list(Principal caller, Query query) {
    if (!caller.has(Role.APPROVER)) {
      throw notAnApprover(caller);
    }
    String tenant = query.tenant();
    if (tenant != null && !caller.actsFor(tenant)) {
      return List.of();
    }
    String seen = tenant == null ? caller.tenant() : tenant;
    return approvals.list(new Query(query.state(), seen, query.before(), query.limit()));
  }

  /**
   * One job that waits or waited for approval.
   *
   * @throws Undecidable when the caller may not see it
   */
  public Shown show(Principal caller, JobId id) {
    JobView job = visible(caller, id);
    if (!caller.has(Role.APPROVER)) {
      throw notAnApprover(caller);
    }
    return shown(job);
  }

  /**
   * Approves or denies a job.
   *
   * @return where its approval stands then
   * @throws Undecidable when the caller may not, or comes late
   */
  public ApprovalView decide(Principal caller, JobId id, Choice choice, String reason) {
    JobView job = visible(caller, id);
    try {
      requireRight(caller, job);
      return count(shown(job), job, new Ballot(caller.name(), choice, reason));
    } catch (Undecidable refused) {
      audit.append(
          new AuditStore.Entry(
              caller.name(),
              job.tenant(),
              "job." + choice.name().toLowerCase(Locale.ROOT),
              id.toString(),
              "refused",
              Map.of("why", refused.code().word(), "reason", reason)));
      throw refused;
    }
  }

  /**
   * Jobs that have waited for too long, whichever hub held them; as many as are ended at a time.
   */
  public List<JobId> overdue() {
    return approvals.overdue(BATCH);
  }

  /** Ends a job that has waited for too long, unless somebody was faster. */
  public void expire(JobId id) {
    jobs.findWithoutResult(id, null)
        .ifPresent(
            job -> {
              Shown shown = shown(job);
              ResultDocument rejected = rejections.expired(job, shown.approval(), shown.job());
              if (approvals.expire(id, rejected)) {
                ended.accept(rejected);
              }
            });
  }

  private JobView visible(Principal caller, JobId id) {
    return jobs.findWithoutResult(id, null)
        .filter(job -> caller.actsFor(job.tenant()))
        .orElseThrow(
            () -> new Undecidable(UNKNOWN_JOB, "job '" + id + "' is unknown; check the id"));
  }

  private void requireRight(Principal caller, JobView job) {
    if (!caller.has(Role.APPROVER)) {
      throw notAnApprover(caller);
    }
    if (authenticated && caller.name().equals(job.submitter())) {
      throw new Undecidable(
          OWN_JOB,
          "job '"
              + job.id()
              + "' was sent by '"
              + caller.name()
              + "'; somebody else must decide it, its sender may cancel it");
    }
  }

  private ApprovalView count(Shown shown, JobView job, Ballot ballot) {
    ResultDocument rejected =
        ballot.choice() == Choice.DENY
            ? rejections.denied(job, shown.approval(), shown.job(), ballot)
            : null;
    Outcome outcome = approvals.vote(job.id(), ballot, rejected);
    ApprovalView now = shown(job).approval();
    return switch (outcome) {
      case DECIDED, COUNTED -> {
        if (rejected != null) {
          ended.accept(rejected);
        }
        yield now;
      }
      case REPEATED ->
          throw new Undecidable(
              ALREADY_APPROVED,
              "job '"
                  + job.id()
                  + "' has been approved by '"
                  + ballot.actor()
                  + "' already; somebody else must approve it too");
      case LATE -> throw late(now);
    };
  }

  private Shown shown(JobView job) {
    ApprovalView approval =
        approvals
            .find(job.id())
            .orElseThrow(
                () ->
                    new Undecidable(
                        NOT_WAITING,
                        "job '" + job.id() + "' needed no approval; it is " + job.state()));
    return new Shown(approval, approvals.job(job.id()).orElseThrow());
  }

  private static Undecidable late(ApprovalView approval) {
    State state = approval.state();
    if (state == State.WAITING || state == State.EXPIRED) {
      return new Undecidable(
          APPROVAL_EXPIRED,
          "job '"
              + approval.jobId()
              + "' waited for approval until "
              + approval.expiresAt()
              + "; send it again under another id");
    }
    return new Undecidable(
        ALREADY_DECIDED,
        "job '"
            + approval.jobId()
            + "' has been "
            + state.name().toLowerCase(Locale.ROOT)
            + " already; it waits for nobody");
  }

  private static Undecidable notAnApprover(Principal caller) {
    return new Undecidable(
        NOT_AN_APPROVER,
        "'"
            + caller.name()
            + "' is no approver; ask an operator for the role '"
            + Role.APPROVER.word()
            + "'");
  }
}
