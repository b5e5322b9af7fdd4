package io.serai.approval;

import io.serai.policy.Constraints;
import io.serai.policy.Policies;
import io.serai.policy.PriceList;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a job may run by its policies, whatever is full or down.
 *
 * @param candidate the job
 * @param constraints what a target must satisfy
 * @param targets those that do
 * @param prices what running costs there
 */
record Destinations(
    Candidate candidate, Constraints constraints, List<Target> targets, PriceList prices) {

  static Destinations of(Candidate candidate) {
    Policies policies = candidate.policies();
    Constraints constraints =
        new Constraints(
            candidate.job(),
            candidate.grant(),
            policies
                .router()
                .residency()
                .getOrDefault(candidate.job().tenant(), Residency.ANYWHERE),
            null,
            candidate.prices());
    List<Target> targets =
        policies.router().targets().stream()
            .filter(each -> constraints.objection(each, constraints.image(each)) == null)
            .toList();
    return new Destinations(candidate, constraints, targets, candidate.prices());
  }

  /** The images it may run in. */
  Set<String> images() {
    Set<String> images = new TreeSet<>();
    targets.forEach(target -> images.add(constraints.image(target)));
    return images;
  }

  /** The most it can cost: at the dearest target, or at as many as its mode runs it on. */
  BigDecimal mostCost() {
    List<BigDecimal> costs =
        targets.stream()
            .map(target -> prices.most(target.name(), candidate.job().limits()))
            .toList();
    BigDecimal dearest = costs.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    return switch (candidate.job().placement().mode()) {
      case ONE -> dearest;
      case HEDGE -> dearest.add(dearest);
      case ALL -> costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    };
  }
}
