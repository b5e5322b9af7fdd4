package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.result;
import static io.serai.store.postgres.Samples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Verdict;
import io.serai.store.Acceptance;
import io.serai.store.ApprovalStore.Ballot;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Outcome;
import io.serai.store.ApprovalStore.Query;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.ApprovalView;
import io.serai.store.AuditStore;
import io.serai.store.ResultDocument;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Held jobs over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
abstract class HeldJobs extends DatabaseFixture {

  static final Duration LONG = Duration.ofHours(1);
  static final Ground GROUND = new Ground("flagged", "it starts other programs");
  static final Verdict FLAG = new Verdict(Verdict.Decision.FLAG, "starts", "it starts", List.of());

  PostgresJobStore jobs;
  PostgresApprovalStore approvals;
  PostgresAuditStore audit;

  @BeforeEach
  void openStores() {
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30));
    approvals = new PostgresApprovalStore(database);
    audit = new PostgresAuditStore(database);
  }

  @AfterEach
  void closeStores() {
    jobs.close();
  }

  JobId held(int approvers, Duration expiresAfter) {
    return held(submission(null, 5), approvers, expiresAfter);
  }

  JobId held(Submission submission, int approvers, Duration expiresAfter) {
    assertThat(approvals.hold(leased(submission), request(approvers, expiresAfter))).isTrue();
    return submission.job().id();
  }

  static Request request(int approvers, Duration expiresAfter) {
    return new Request("digest", List.of(GROUND), approvers, expiresAfter, FLAG);
  }

  Outcome approve(JobId id, String actor) {
    return approvals.vote(id, new Ballot(actor, Choice.APPROVE, "looked at it"), null);
  }

  Outcome deny(JobId id, String actor) {
    return approvals.vote(id, new Ballot(actor, Choice.DENY, "no"), rejected(id));
  }

  static ResultDocument rejected(JobId id) {
    return ResultDocument.of(result(id, Status.REJECTED));
  }

  ApprovalView view(JobId id) {
    return approvals.find(id).orElseThrow();
  }

  String state(JobId id) {
    return jobs.find(id).orElseThrow().state();
  }

  List<JobId> list(Query query) {
    return approvals.list(query).stream().map(ApprovalView::jobId).toList();
  }

  List<String> audited(JobId id) {
    return audit.list(new AuditStore.Query(null, id.toString(), false, null, 10)).stream()
        .map(AuditStore.Kept::entry)
        .map(each -> each.actor() + " " + each.action() + " " + each.outcome())
        .toList();
  }

  Lease leased(Submission submission) {
    return ((Acceptance.Leased) jobs.accept(submission, true).join()).lease();
  }
}
