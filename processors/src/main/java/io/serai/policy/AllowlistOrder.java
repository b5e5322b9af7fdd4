package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.job.Limits;
import io.serai.policy.AllowlistPolicy.Allowance;
import io.serai.policy.RuleOrder.Idle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether every grant of an allow-list can be given: a job gets the first of its tenant that fits.
 *
 * @param policy what is checked
 * @param file notes the grants that cannot
 */
record AllowlistOrder(AllowlistPolicy policy, PolicyFile file) {

  /** Notes them, and names that a tenant has twice. */
  void check() {
    policy.tenants().forEach(this::check);
  }

  private void check(String tenant, List<Allowance> allowances) {
    String at = "/tenants/" + tenant + "/";
    Set<String> names = new HashSet<>();
    for (int i = 0; i < allowances.size(); i++) {
      String name = allowances.get(i).name();
      if (!names.add(name)) {
        file.problem(
            at + i + "/name",
            CheckRule.DUPLICATE_NAME,
            "grant '" + name + "' is named twice; names are unique within a tenant");
      }
    }
    for (Idle<Allowance> idle : new RuleOrder<>(AllowlistOrder::fitsAll).idle(allowances)) {
      file.problem(
          at + idle.at() + "/name",
          CheckRule.UNREACHABLE_RULE,
          "grant '"
              + idle.rule().name()
              + "' is never given: grant '"
              + idle.because().name()
              + "' before it fits every job that it fits; put it first, or remove it");
    }
  }

  private static boolean fitsAll(Allowance wide, Allowance narrow) {
    return new HashSet<>(wide.languages()).containsAll(narrow.languages())
        && atLeast(wide.limits(), narrow.limits())
        && new HashSet<>(wide.network()).containsAll(narrow.network());
  }

  private static boolean atLeast(Limits wide, Limits narrow) {
    return wide.timeoutMs() >= narrow.timeoutMs()
        && wide.cpuMs() >= narrow.cpuMs()
        && wide.memoryMb() >= narrow.memoryMb()
        && wide.diskMb() >= narrow.diskMb()
        && wide.fileMb() >= narrow.fileMb()
        && wide.pids() >= narrow.pids()
        && wide.openFiles() >= narrow.openFiles()
        && wide.outputBytes() >= narrow.outputBytes();
  }
}
