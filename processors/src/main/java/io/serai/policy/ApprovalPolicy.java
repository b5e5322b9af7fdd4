package io.serai.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs wait for somebody's approval. Every rule that fits a job is a ground; of those that
 * do, the most approvers and the shortest time count.
 *
 * @param rules in the order in which approvers read them
 */
public record ApprovalPolicy(List<Rule> rules) {

  private static final Duration LONGEST = Duration.ofDays(365);

  public ApprovalPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * One sort of job that waits.
   *
   * @param name unique
   * @param when what fits it
   * @param approvers how many different people must agree
   * @param expiresAfter how long it waits for them before it is refused
   */
  public record Rule(String name, When when, int approvers, Duration expiresAfter) {

    public Rule {
      if (expiresAfter.compareTo(Duration.ofSeconds(1)) < 0
          || expiresAfter.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "expiresAfter '" + expiresAfter + "' is out of range; allowed: PT1S to P365D");
      }
    }
  }

  /**
   * Conditions that must all be true of a job; those that are left out are.
   *
   * @param flagged moderation flagged it
   * @param categories moderation found something of one of these
   * @param network it asks to reach anything
   * @param limitsAbove one of its limits is above that of the same name
   * @param costAbove it may cost more than this, in the currency of the price list
   * @param newImage its tenant has never had a success in an image it may run in
   * @param tenants it is of one of these
   */
  public record When(
      boolean flagged,
      Set<String> categories,
      boolean network,
      Map<String, Long> limitsAbove,
      @Nullable BigDecimal costAbove,
      boolean newImage,
      Set<String> tenants) {

    public When {
      categories = categories == null ? Set.of() : Set.copyOf(categories);
      limitsAbove =
          limitsAbove == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limitsAbove));
      tenants = tenants == null ? Set.of() : Set.copyOf(tenants);
    }
  }
}
