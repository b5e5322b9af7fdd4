package io.serai.approval;

import static java.util.stream.Collectors.joining;

import io.serai.job.Destination;
import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.Limits;
import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ApprovalPolicy.When;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of one job, rule by rule, whether it fits, and in words what of it does. */
final class Grounds {

  private final Candidate candidate;
  private final KnownImages images;
  private @Nullable Destinations destinations;

  Grounds(Candidate candidate, KnownImages images) {
    this.candidate = candidate;
    this.images = images;
  }

  /** Why the conditions are all true; absent when one is not. What costs most is asked last. */
  Optional<String> of(When when) {
    List<String> because = new ArrayList<>();
    boolean fits =
        holds(!when.tenants().isEmpty(), tenant(when.tenants()), because)
            && holds(when.flagged(), flagged(), because)
            && holds(!when.categories().isEmpty(), found(when.categories()), because)
            && holds(when.network(), network(), because)
            && holds(!when.limitsAbove().isEmpty(), above(when.limitsAbove()), because);
    BigDecimal cost = when.costAbove();
    fits = fits && (cost == null || holds(true, dear(cost), because));
    fits = fits && (!when.newImage() || holds(true, newImage(), because));
    return fits ? Optional.of(String.join("; ", because)) : Optional.empty();
  }

  private static boolean holds(boolean asked, String words, List<String> because) {
    if (asked && !words.isEmpty()) {
      because.add(words);
    }
    return !asked || !words.isEmpty();
  }

  private String tenant(Set<String> tenants) {
    String tenant = candidate.job().tenant();
    return tenants.contains(tenant) ? "it is of tenant '" + tenant + "'" : "";
  }

  private String flagged() {
    Verdict verdict = candidate.verdict();
    return verdict != null && verdict.decision() == Decision.FLAG
        ? "moderation flagged it by rule '" + verdict.rule() + "': " + verdict.reason()
        : "";
  }

  private String found(Set<String> categories) {
    String found =
        candidate.findings().stream()
            .map(Finding::category)
            .filter(categories::contains)
            .distinct()
            .sorted()
            .collect(joining(", "));
    return found.isEmpty() ? "" : "moderation found " + found;
  }

  private String network() {
    Job job = candidate.job();
    return job.network().isNone()
        ? ""
        : job.network().destinations().stream()
            .map(Destination::toString)
            .sorted()
            .collect(joining(", ", "it asks to reach ", ""));
  }

  private String above(Map<String, Long> bounds) {
    if (bounds.isEmpty()) {
      return "";
    }
    Map<String, Long> asked = byName(candidate.job().limits());
    return bounds.entrySet().stream()
        .filter(bound -> asked.getOrDefault(bound.getKey(), 0L) > bound.getValue())
        .map(
            bound ->
                bound.getKey()
                    + " '"
                    + asked.get(bound.getKey())
                    + "' is above "
                    + bound.getValue())
        .collect(joining(", "));
  }

  private static Map<String, Long> byName(Limits limits) {
    return Map.of(
        "timeoutMs", limits.timeoutMs(),
        "cpuMs", limits.cpuMs(),
        "memoryMb", (long) limits.memoryMb(),
        "diskMb", (long) limits.diskMb(),
        "fileMb", (long) limits.fileMb(),
        "pids", (long) limits.pids(),
        "openFiles", (long) limits.openFiles(),
        "outputBytes", limits.outputBytes());
  }

  private String dear(BigDecimal bound) {
    BigDecimal most = destinations().mostCost();
    return most.compareTo(bound) > 0
        ? "it may cost "
            + most.stripTrailingZeros().toPlainString()
            + " "
            + candidate.prices().currency()
            + ", which is above "
            + bound.toPlainString()
        : "";
  }

  private String newImage() {
    Set<String> possible = destinations().images();
    String tenant = candidate.job().tenant();
    return possible.isEmpty() || images.anyOf(tenant, possible)
        ? ""
        : "tenant '"
            + tenant
            + "' never had a success in image '"
            + String.join("' or '", possible)
            + "'";
  }

  private Destinations destinations() {
    Destinations known = destinations;
    if (known == null) {
      known = Destinations.of(candidate);
      destinations = known;
    }
    return known;
  }
}
