package io.serai.hub;

import io.serai.approval.Approval;
import io.serai.approval.ApprovalProcessor;
import io.serai.approval.Approvals;
import io.serai.approval.HoldProcessor;
import io.serai.approval.ImageUseProcessor;
import io.serai.approval.KnownImages;
import io.serai.hub.dispatch.ApprovalExpiry;
import io.serai.hub.http.ApprovalRequests;
import io.serai.job.JobId;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds what holds jobs until somebody approves them, and what decides. */
final class ApprovalWiring {

  private static final Logger LOG = LoggerFactory.getLogger(ApprovalWiring.class);

  private final PolicyStore policies;
  private final Stores stores;
  private final Approvals approvals;
  private final Consumer<JobId> held;
  private final boolean authenticated;

  /**
   * Parts that share the given stores.
   *
   * @param completions is told of results, and of jobs that have none soon
   * @param events hears of every job that waits from now on
   * @param authenticated whether callers are told apart; without, nobody can be told from a
   *     submitter
   */
  ApprovalWiring(
      PolicyStore policies,
      Stores stores,
      Completions completions,
      Consumer<JobId> events,
      boolean authenticated) {
    this.authenticated = authenticated;
    this.policies = policies;
    this.stores = stores;
    this.held = events.andThen(completions::held);
    this.approvals =
        new Approvals(
            stores.jobs(),
            stores.approvals(),
            stores.audit(),
            () -> policies.current().pricing().nothing(),
            completions::complete,
            authenticated);
  }

  void bind(Beans.Builder beans) {
    KnownImages images = new KnownImages(stores.images());
    Approval approval = new Approval(stores.approvals(), images);
    beans.add("approval", new ApprovalProcessor(approval, Clock.systemUTC()));
    beans.add("hold", new HoldProcessor(stores.approvals(), held));
    beans.add("imageUse", new ImageUseProcessor(images));
    beans.add("approvalRequests", new ApprovalRequests(approvals));
  }

  /** Begins to end the jobs that wait for too long. */
  AutoCloseable open(ScheduledExecutorService scheduler) {
    if (!authenticated && !policies.current().approval().rules().isEmpty()) {
      LOG.warn("approvals are given by whoever reaches this hub: it authenticates nobody");
    }
    return new ApprovalExpiry(approvals, scheduler).open();
  }
}
