package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.policy.RouterPolicy.JobClass;
import io.serai.policy.RuleOrder.Idle;

/**
 * Whether every class of a router policy can have jobs: a job is of the first that fits.
 *
 * @param policy what is checked
 * @param file notes the classes that cannot
 */
record RouterOrder(RouterPolicy policy, PolicyFile file) {

  /** Notes them. */
  void check() {
    for (Idle<JobClass> idle : new RuleOrder<>(RouterOrder::fitsAll).idle(policy.classes())) {
      file.problem(
          "/classes/" + idle.at() + "/name",
          CheckRule.UNREACHABLE_RULE,
          "class '"
              + idle.rule().name()
              + "' never has a job: class '"
              + idle.because().name()
              + "' before it fits every job that it fits; put it first, or remove it");
    }
  }

  private static boolean fitsAll(JobClass wide, JobClass narrow) {
    return RuleOrder.widerOrSame(wide.tenants(), narrow.tenants())
        && narrow.labels().entrySet().containsAll(wide.labels().entrySet());
  }
}
