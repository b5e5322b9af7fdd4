package io.serai.approval;

import io.serai.job.Finding;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Verdict;
import io.serai.policy.Policies;
import io.serai.policy.PriceList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way, with what the stages before have left, and the policies that it is held
 * against.
 *
 * @param policies whose rules
 * @param prices what running costs by them now
 * @param lease the job
 * @param verdict what moderation said; absent when it was never asked
 * @param grant what the allow-list lets it use
 */
record Candidate(
    Policies policies, PriceList prices, Lease lease, @Nullable Verdict verdict, Grant grant) {

  Job job() {
    return lease.job();
  }

  /** What moderation found. */
  List<Finding> findings() {
    return verdict == null ? List.of() : verdict.findings();
  }
}
