package io.serai.allowlist;

import static java.util.stream.Collectors.joining;

import io.serai.job.Destination;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Limits;
import io.serai.job.Refused;
import io.serai.policy.AllowlistPolicy;
import io.serai.policy.AllowlistPolicy.Allowance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Holds jobs against an allow-list. Thread-safe. */
public final class Allowlist {

  private final AllowlistPolicy policy;

  /** Admits by the given policy. */
  public Allowlist(AllowlistPolicy policy) {
    this.policy = policy;
  }

  /**
   * What the job may use.
   *
   * @throws Refused when the tenant has no grant for it
   */
  public Grant admit(Job job) {
    List<Allowance> allowances = policy.tenants().get(job.tenant());
    if (allowances == null) {
      throw refused(
          "unknown-tenant",
          "tenant '" + job.tenant() + "' is not on the allow-list; ask an operator to add it");
    }
    List<Allowance> forLanguage =
        allowances.stream().filter(each -> each.languages().contains(job.language())).toList();
    if (forLanguage.isEmpty()) {
      throw refused(
          "language-not-allowed",
          "language '"
              + job.language().word()
              + "' is not allowed; allowed: "
              + languages(allowances));
    }
    List<Allowance> forLimits =
        forLanguage.stream()
            .filter(each -> exceeded(job.limits(), each.limits()).isEmpty())
            .toList();
    if (forLimits.isEmpty()) {
      throw tooMuch(job, forLanguage);
    }
    return forLimits.stream()
        .filter(each -> job.network().destinations().stream().allMatch(each::reaches))
        .findFirst()
        .map(each -> grant(each))
        .orElseThrow(() -> tooFar(job, forLimits));
  }

  private static Grant grant(Allowance allowance) {
    return new Grant(
        allowance.name(), new TreeSet<>(allowance.images()), new TreeSet<>(allowance.providers()));
  }

  private static Refused tooMuch(Job job, List<Allowance> allowances) {
    Allowance last = allowances.get(allowances.size() - 1);
    return refused("limit-exceeded", String.join("; ", exceeded(job.limits(), last.limits())));
  }

  /** Names what the allowance that comes closest does not reach. */
  private static Refused tooFar(Job job, List<Allowance> allowances) {
    Allowance closest =
        Collections.min(allowances, Comparator.comparingInt(each -> unreached(job, each).size()));
    String allowed =
        closest.network().isEmpty()
            ? "nothing"
            : closest.network().stream().map(Object::toString).collect(joining(", "));
    return refused(
        "network-not-allowed",
        "network '"
            + String.join("', '", unreached(job, closest))
            + "' is not allowed; allowed: "
            + allowed);
  }

  private static List<String> unreached(Job job, Allowance allowance) {
    return job.network().destinations().stream()
        .filter(each -> !allowance.reaches(each))
        .map(Destination::toString)
        .toList();
  }

  private static List<String> exceeded(Limits asked, Limits allowed) {
    List<String> exceeded = new ArrayList<>();
    compare(exceeded, "timeoutMs", asked.timeoutMs(), allowed.timeoutMs());
    compare(exceeded, "cpuMs", asked.cpuMs(), allowed.cpuMs());
    compare(exceeded, "memoryMb", asked.memoryMb(), allowed.memoryMb());
    compare(exceeded, "diskMb", asked.diskMb(), allowed.diskMb());
    compare(exceeded, "fileMb", asked.fileMb(), allowed.fileMb());
    compare(exceeded, "pids", asked.pids(), allowed.pids());
    compare(exceeded, "openFiles", asked.openFiles(), allowed.openFiles());
    compare(exceeded, "outputBytes", asked.outputBytes(), allowed.outputBytes());
    return exceeded;
  }

  private static void compare(List<String> exceeded, String name, long asked, long allowed) {
    if (asked > allowed) {
      exceeded.add(name + " '" + asked + "' is too high; allowed: up to " + allowed);
    }
  }

  private static String languages(List<Allowance> allowances) {
    TreeSet<String> words = new TreeSet<>();
    allowances.forEach(each -> each.languages().forEach(language -> words.add(language.word())));
    return String.join(", ", words);
  }

  private static Refused refused(String code, String message) {
    return Refused.by("allowlist", code, message);
  }
}
