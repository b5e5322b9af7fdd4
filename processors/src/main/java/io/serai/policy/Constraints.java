package io.serai.policy;

import io.serai.job.Grant;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.PlacementWish;
import io.serai.policy.RouterPolicy.Residency;
import io.serai.policy.RouterPolicy.Target;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target must satisfy for a job, whatever its load.
 *
 * @param job the job
 * @param grant what the allow-list lets it use
 * @param residency where its tenant's jobs may run
 * @param pinned the target that holds its session; absent when it may go anywhere
 * @param prices what running costs
 */
public record Constraints(
    Job job, Grant grant, Residency residency, @Nullable String pinned, PriceList prices) {

  /** The image a job asks for, or else the target's default; empty where there is none. */
  public String image(Target target) {
    String asked = job.placement().image();
    List<String> images = images(target);
    return asked != null ? asked : images.isEmpty() ? "" : images.get(0);
  }

  private List<String> images(Target target) {
    return target.images().getOrDefault(job.language(), List.of());
  }

  /** Why the job may not run there; absent when it may. */
  public @Nullable String objection(Target target, String image) {
    if (pinned != null && !pinned.equals(target.name())) {
      return "does not hold the session";
    }
    if (job.session() != null && !target.isHub()) {
      return "holds no sessions";
    }
    String unable = unable(target, image);
    if (unable != null) {
      return unable;
    }
    String unwished = unwished(target, job.placement());
    return unwished != null ? unwished : barred(target);
  }

  private @Nullable String unable(Target target, String image) {
    List<String> images = images(target);
    if (images.isEmpty()) {
      return "does not run " + job.language().word();
    }
    if (!images.contains(image)) {
      return "runs " + job.language().word() + " in " + String.join(", ", images) + " only";
    }
    if (!grant.images().contains(image)) {
      return "image '" + image + "' is not granted";
    }
    return grant.providers().contains(target.provider())
        ? null
        : "provider '" + target.provider() + "' is not granted";
  }

  private static @Nullable String unwished(Target target, PlacementWish wish) {
    if (!wish.clouds().isEmpty() && !wish.clouds().contains(target.cloud())) {
      return "is in cloud '" + target.cloud() + "'";
    }
    if (!wish.regions().isEmpty() && !wish.regions().contains(target.region())) {
      return "is in region '" + target.region() + "'";
    }
    Isolation asked = wish.isolation();
    return asked != null && !target.isolation().satisfies(asked)
        ? "isolates only as '" + target.isolation().word() + "'"
        : null;
  }

  private @Nullable String barred(Target target) {
    if (!residency.clouds().isEmpty() && !residency.clouds().contains(target.cloud())) {
      return "cloud '" + target.cloud() + "' is not for tenant '" + job.tenant() + "'";
    }
    if (!residency.regions().isEmpty() && !residency.regions().contains(target.region())) {
      return "region '" + target.region() + "' is not for tenant '" + job.tenant() + "'";
    }
    BigDecimal ceiling = job.placement().maxCost();
    if (ceiling == null) {
      return null;
    }
    BigDecimal most = prices.most(target.name(), job.limits());
    return most.compareTo(ceiling) > 0
        ? "may cost up to " + most.toPlainString() + " " + prices.currency()
        : null;
  }
}
