package io.serai.store;

import io.serai.job.Finding;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the hub decided about a job on its way, as one entry of the audit log: what moderation said
 * and by which rule, which stage refused it and why, where it was sent. Nothing of the job itself
 * is in it. What people decide has entries of its own.
 */
public final class JobDecisions {

  /** The action of these entries. */
  public static final String ACTION = "job.decide";

  private static final String ACTOR = "hub";

  private JobDecisions() {}

  /** The entry of a job that has ended. */
  public static AuditStore.Entry of(Submission submission, Result result) {
    return new AuditStore.Entry(
        ACTOR,
        submission.job().tenant(),
        ACTION,
        result.jobId().toString(),
        outcome(result),
        detail(submission, result));
  }

  private static String outcome(Result result) {
    if (result.placement() != null) {
      return "permitted";
    }
    return result.status() == Status.REJECTED ? "refused" : result.status().word();
  }

  private static Map<String, String> detail(Submission submission, Result result) {
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("submitter", submission.submitter());
    if (result.verdict() != null) {
      moderated(detail, result.verdict());
    }
    if (result.reason() != null) {
      reasoned(detail, result.reason());
    }
    if (result.placement() != null) {
      detail.put("target", result.placement().target());
      detail.put("isolation", String.valueOf(result.placement().isolation()));
    }
    return detail;
  }

  private static void moderated(Map<String, String> detail, Verdict verdict) {
    detail.put("moderation", verdict.decision().name().toLowerCase(Locale.ROOT));
    if (verdict.rule() != null) {
      detail.put("rule", verdict.rule());
    }
    if (!verdict.findings().isEmpty()) {
      detail.put("categories", categories(verdict));
    }
  }

  private static String categories(Verdict verdict) {
    return verdict.findings().stream()
        .map(Finding::category)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static void reasoned(Map<String, String> detail, Reason reason) {
    detail.put("stage", reason.stage());
    detail.put("code", reason.code());
    detail.put("because", reason.rule());
  }
}
