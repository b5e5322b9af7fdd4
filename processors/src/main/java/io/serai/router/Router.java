package io.serai.router;

import io.serai.job.Grant;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.Limits;
import io.serai.job.Placement;
import io.serai.job.PlacementWish;
import io.serai.job.Refused;
import io.serai.job.Usage;
import io.serai.policy.PricingPolicy;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses a target for a job: by constraint, then by score. Thread-safe. */
public final class Router {

  private final Supplier<RouterPolicy> policy;
  private final Supplier<PricingPolicy> pricing;
  private final TargetState state;

  /** Routes by the policies the suppliers give at each job. */
  public Router(Supplier<RouterPolicy> policy, Supplier<PricingPolicy> pricing, TargetState state) {
    this.policy = policy;
    this.pricing = pricing;
    this.state = state;
  }

  /**
   * The best target for a job.
   *
   * @throws Refused when no target may or can take it, with the objection to each
   */
  public Route route(Job job, Grant grant) {
    RouterPolicy inForce = policy.get();
    String pinned = state.pinned(job);
    List<Candidate> eligible = new ArrayList<>();
    List<String> objections = new ArrayList<>();
    for (Target target : inForce.targets()) {
      Candidate candidate = new Candidate(target, image(target, job));
      String objection =
          pinned == null || pinned.equals(target.name())
              ? objection(candidate, job, grant)
              : "does not hold the session";
      if (objection == null) {
        eligible.add(candidate);
      } else {
        objections.add(target.name() + ": " + objection);
      }
    }
    return eligible.stream()
        .min(
            Comparator.<Candidate>comparingDouble(
                    each -> score(each.target(), job, inForce.weights()))
                .thenComparing(each -> each.target().name()))
        .map(each -> new Route(each.placement(), each.target().endpoint()))
        .orElseThrow(
            () ->
                Refused.by(
                    "router",
                    "no-target",
                    "no target can take this job; " + String.join("; ", objections)));
  }

  /**
   * Where a job goes.
   *
   * @param placement the choice
   * @param endpoint the kamelet that sends there
   */
  public record Route(Placement placement, String endpoint) {}

  private record Candidate(Target target, String image) {

    Placement placement() {
      return new Placement(
          target.name(),
          target.cloud(),
          target.region(),
          target.provider(),
          image,
          target.isolation(),
          null);
    }
  }

  /** The image a job asks for, or else the target's default; empty where there is none. */
  private static String image(Target target, Job job) {
    String asked = job.placement().image();
    List<String> images = images(target, job);
    return asked != null ? asked : images.isEmpty() ? "" : images.get(0);
  }

  private static List<String> images(Target target, Job job) {
    return target.images().getOrDefault(job.language(), List.of());
  }

  private @Nullable String objection(Candidate candidate, Job job, Grant grant) {
    Target target = candidate.target();
    String image = candidate.image();
    List<String> images = images(target, job);
    if (images.isEmpty()) {
      return "does not run " + job.language().word();
    }
    if (!images.contains(image)) {
      return "runs " + job.language().word() + " in " + String.join(", ", images) + " only";
    }
    if (!grant.images().contains(image)) {
      return "image '" + image + "' is not granted";
    }
    if (!grant.providers().contains(target.provider())) {
      return "provider '" + target.provider() + "' is not granted";
    }
    String unwished = unwished(target, job.placement());
    if (unwished != null) {
      return unwished;
    }
    return state.ready(target.provider(), image, job.language())
        ? null
        : "provider '" + target.provider() + "' is not ready on this machine for '" + image + "'";
  }

  private static @Nullable String unwished(Target target, PlacementWish wish) {
    if (!wish.clouds().isEmpty() && !wish.clouds().contains(target.cloud())) {
      return "is in cloud '" + target.cloud() + "'";
    }
    if (!wish.regions().isEmpty() && !wish.regions().contains(target.region())) {
      return "is in region '" + target.region() + "'";
    }
    Isolation asked = wish.isolation();
    if (asked != null && !target.isolation().satisfies(asked)) {
      return "isolates only as '" + target.isolation().word() + "'";
    }
    return null;
  }

  private double score(Target target, Job job, RouterPolicy.Weights weights) {
    Limits limits = job.limits();
    Usage most =
        new Usage(limits.timeoutMs(), limits.timeoutMs(), limits.memoryMb() * 1024L * 1024L);
    double price = pricing.get().price(target.name(), most).amount().doubleValue();
    double load = state.inFlight(target.name()) / (double) target.capacity();
    return weights.price() * price
        + weights.load() * load
        - weights.preference() * target.preference();
  }
}
