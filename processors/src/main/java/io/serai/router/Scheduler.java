package io.serai.router;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Exclusion;
import io.serai.job.Deferred;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.policy.PricingPolicy;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.JobClass;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a job runs: targets by constraint, then by score among a few nodes of each that are
 * drawn at random. Many hubs that all took the best node of the same old reports would all take the
 * same one; of a few drawn at random each takes another (Mitzenmacher, "The power of two choices in
 * randomized load balancing", 2001). Thread-safe.
 */
public final class Scheduler {

  private static final Comparator<Choice> BEST_FIRST =
      Comparator.<Choice>comparingDouble(choice -> choice.score().total())
          .thenComparing(choice -> choice.placement().target());

  private final Supplier<RouterPolicy> policy;
  private final Supplier<PricingPolicy> pricing;
  private final TargetState state;
  private final Fleet fleet;
  private final Supplier<RandomGenerator> random;

  /**
   * Chooses by the policies the suppliers give at each job.
   *
   * @param policy the targets and the weights
   * @param pricing what running costs
   * @param state what this hub itself can run
   * @param fleet the nodes
   * @param random draws nodes; asked for at each job, on the job's thread
   */
  public Scheduler(
      Supplier<RouterPolicy> policy,
      Supplier<PricingPolicy> pricing,
      TargetState state,
      Fleet fleet,
      Supplier<RandomGenerator> random) {
    this.policy = policy;
    this.pricing = pricing;
    this.state = state;
    this.fleet = fleet;
    this.random = random;
  }

  /**
   * Where a job may go, best first.
   *
   * @return with at least one choice
   * @throws Refused when no target may ever take it, with the objection to each
   * @throws Deferred when one may, but none can now
   */
  public Decision decide(Job job, Grant grant) {
    RouterPolicy inForce = policy.get();
    PricingPolicy prices = pricing.get();
    JobClass jobClass = inForce.classOf(job);
    Experience experience = fleet.experience();
    Constraints constraints = constraints(job, grant, inForce, prices);
    Scoring scoring =
        new Scoring(
            job, jobClass.weights(), prices, experience.expectedMs(jobClass.name()), fleet.now());
    Draw draw = new Draw(random.get(), inForce.choices(), scoring);
    List<Choice> choices = new ArrayList<>(inForce.targets().size() * inForce.choices());
    List<Exclusion> excluded = new ArrayList<>(inForce.targets().size());
    for (Target target : inForce.targets()) {
      String image = constraints.image(target);
      Exclusion exclusion = exclusion(target, image, constraints);
      if (exclusion == null) {
        exclusion = draw.from(target, image, fleet.of(inForce, target), choices);
      }
      if (exclusion != null) {
        excluded.add(exclusion);
      }
    }
    choices.sort(BEST_FIRST);
    Decision decision =
        new Decision(jobClass.name(), choices, excluded, experience.p95Ms(jobClass.name()));
    requireChoice(decision);
    return decision;
  }

  private Constraints constraints(
      Job job, Grant grant, RouterPolicy inForce, PricingPolicy prices) {
    return new Constraints(
        job,
        grant,
        inForce.residency().getOrDefault(job.tenant(), Residency.ANYWHERE),
        state.pinned(job),
        prices);
  }

  private @Nullable Exclusion exclusion(Target target, String image, Constraints constraints) {
    String objection = constraints.objection(target, image);
    if (objection == null && target.isHub()) {
      objection = notReady(target, image, constraints.job());
    }
    return objection == null ? null : new Exclusion(target.name(), objection, false);
  }

  private @Nullable String notReady(Target target, String image, Job job) {
    return state.ready(target.provider(), image, job.language())
        ? null
        : "provider '" + target.provider() + "' is not ready on this machine for '" + image + "'";
  }

  private static void requireChoice(Decision decision) {
    if (!decision.choices().isEmpty()) {
      return;
    }
    String objections =
        decision.excluded().stream().map(Exclusion::toString).collect(Collectors.joining("; "));
    if (decision.excluded().stream().anyMatch(Exclusion::passing)) {
      throw new Deferred(
          Reason.of("router", "no-capacity", "no target can take this job now; " + objections));
    }
    throw Refused.by("router", "no-target", "no target can take this job; " + objections);
  }
}
