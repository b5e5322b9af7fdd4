package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.policy.RouterPolicy.JobClass;
import java.util.List;

/**
 * Whether every class of a router policy can have jobs: a job is of the first that fits.
 *
 * @param policy what is checked
 * @param file notes the classes that cannot
 */
record RouterOrder(RouterPolicy policy, PolicyFile file) {

  /** Notes them. */
  void check() {
    List<JobClass> classes = policy.classes();
    new RuleOrder<>(RouterOrder::fitsAll)
        .check(
            classes,
            (idle, because) ->
                file.problem(
                    "/classes/" + idle + "/name",
                    CheckRule.UNREACHABLE_RULE,
                    "class '"
                        + classes.get(idle).name()
                        + "' never has a job: class '"
                        + classes.get(because).name()
                        + "' before it fits every job that it fits; put it first, or remove it"));
  }

  private static boolean fitsAll(JobClass wide, JobClass narrow) {
    return RuleOrder.widerOrSame(wide.tenants(), narrow.tenants())
        && narrow.labels().entrySet().containsAll(wide.labels().entrySet());
  }
}
