package io.serai.router;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Exclusion;
import io.serai.fleet.Score;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.job.Refused;
import io.serai.policy.Constraints;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.JobClass;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import io.serai.policy.Routing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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

  private final TargetState state;
  private final Fleet fleet;
  private final Supplier<RandomGenerator> random;

  /**
   * Chooses by what each job is routed by.
   *
   * @param state what this hub itself can run
   * @param fleet the nodes
   * @param random draws nodes; asked for at each job, on the job's thread
   */
  public Scheduler(TargetState state, Fleet fleet, Supplier<RandomGenerator> random) {
    this.state = state;
    this.fleet = fleet;
    this.random = random;
  }

  /**
   * Where a job may go, best first.
   *
   * @throws Refused when it belongs to a session that is not there
   */
  public Decision decide(Job job, Grant grant, Routing routing) {
    RouterPolicy router = routing.router();
    JobClass jobClass = router.classOf(job);
    Experience experience = fleet.experience();
    List<Constraints> constraints = constraints(job, grant, routing);
    Scoring scoring =
        new Scoring(
            job,
            jobClass.weights(),
            routing.prices(),
            experience.expectedMs(jobClass.name()),
            fleet.now());
    Draw draw = new Draw(random.get(), router.choices(), scoring);
    List<Choice> choices = new ArrayList<>(router.targets().size() * router.choices());
    List<Exclusion> excluded = new ArrayList<>(router.targets().size());
    for (Target named : router.targets()) {
      Target target = routing.asNow(named);
      Exclusion exclusion = target == null ? gone(named) : exclusion(target, constraints);
      if (exclusion == null && target != null) {
        Node[] nodes = fleet.of(routing.inForce().router(), target);
        exclusion = draw.from(target, constraints.get(0).image(target), nodes, choices);
      }
      if (exclusion != null) {
        excluded.add(exclusion);
      }
    }
    choices.sort(BEST_FIRST);
    return new Decision(jobClass.name(), choices, excluded, experience.p95Ms(jobClass.name()));
  }

  /**
   * Back to where a job was sent before, to learn what became of it there.
   *
   * @param inForce the policy in force, whatever the job was routed by
   * @throws Refused when the policy has no such target any more
   */
  public Decision resume(Dispatch sent, Job job, RouterPolicy inForce) {
    JobClass jobClass = inForce.classOf(job);
    Target target = inForce.target(sent.target());
    if (target == null) {
      throw Refused.by(
          "router",
          "outcome-unknown",
          "job was sent to target '"
              + sent.target()
              + "', which policies/router.yaml no longer has; it may have run");
    }
    Choice back =
        new Choice(
            placement(target, sent, job),
            target.recipient(),
            sent.address(),
            Score.NONE,
            fleet.node(sent.node()),
            sent);
    return new Decision(
        jobClass.name(), List.of(back), List.of(), fleet.experience().p95Ms(jobClass.name()));
  }

  private static Placement placement(Target target, Dispatch sent, Job job) {
    List<String> images = target.images().getOrDefault(job.language(), List.of("unknown"));
    String asked = job.placement().image();
    return new Placement(
        target.name(),
        target.cloud(),
        target.region(),
        target.provider(),
        asked == null ? images.get(0) : asked,
        target.isolation(),
        sent.node());
  }

  private List<Constraints> constraints(Job job, Grant grant, Routing routing) {
    String pinned = state.pinned(job);
    return routing.all().stream().map(each -> constraints(job, grant, pinned, each)).toList();
  }

  private static Constraints constraints(
      Job job, Grant grant, @Nullable String pinned, Routing by) {
    Residency residency = by.router().residency().getOrDefault(job.tenant(), Residency.ANYWHERE);
    return new Constraints(job, grant, residency, pinned, by.prices());
  }

  private static Exclusion gone(Target named) {
    return new Exclusion(named.name(), "is not in policies/router.yaml any more", false);
  }

  private @Nullable Exclusion exclusion(Target target, List<Constraints> constraints) {
    String objection = null;
    for (int i = 0; objection == null && i < constraints.size(); i++) {
      Constraints each = constraints.get(i);
      objection = each.objection(target, each.image(target));
    }
    Constraints first = constraints.get(0);
    if (objection == null && target.isHub()) {
      objection = notReady(target, first.image(target), first.job());
    }
    return objection == null ? null : new Exclusion(target.name(), objection, false);
  }

  private @Nullable String notReady(Target target, String image, Job job) {
    return state.ready(target.provider(), image, job.language())
        ? null
        : "provider '" + target.provider() + "' is not ready on this machine for '" + image + "'";
  }
}
